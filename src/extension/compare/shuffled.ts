/** The items in an order drawn by lot, each as likely as any other (Fisher and Yates). @param random uniform on [0, 1). */
export function shuffled<T>(items: readonly T[], random: () => number = Math.random): T[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1));
}
