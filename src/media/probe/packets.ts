/** A packet's times in ticks of its stream's time base, as ffprobe reports them. */
export interface Packet {
  readonly pts?: number | undefined;
  readonly dts?: number | undefined;
  readonly duration?: number | undefined;
  /** `K` key frame, `D` decoded but not shown (outside the edit list), `C` corrupt; `_` stands for none. */
  readonly flags: string;
}

const FIELDS = 3;

/** The packets of one stream in file order, in one growing array. Times that are not known are NaN. */
export class PacketList {
  #values = new Float64Array(FIELDS * 1024);
  #flags = new Uint8Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(packet: Packet): void {
    const index = this.#length++;
    if (index === this.#flags.length) this.#grow();
    this.#values.set([packet.pts ?? Number.NaN, packet.dts ?? Number.NaN, packet.duration ?? Number.NaN], index * FIELDS);
    this.#flags[index] = (packet.flags.includes('K') ? 1 : 0) | (packet.flags.includes('D') ? 2 : 0);
  }

  pts(index: number): number {
    return this.#values[index * FIELDS] ?? Number.NaN;
  }

  dts(index: number): number {
    return this.#values[index * FIELDS + 1] ?? Number.NaN;
  }

  /** Ticks, 0 when not known. */
  duration(index: number): number {
    return this.#values[index * FIELDS + 2] || 0;
  }

  isKey(index: number): boolean {
    return ((this.#flags[index] ?? 0) & 1) !== 0;
  }

  isDiscarded(index: number): boolean {
    return ((this.#flags[index] ?? 0) & 2) !== 0;
  }

  #grow(): void {
    const values = new Float64Array(this.#values.length * 2);
    const flags = new Uint8Array(this.#flags.length * 2);
    values.set(this.#values);
    flags.set(this.#flags);
    this.#values = values;
    this.#flags = flags;
  }
}
