export const USAGE = `Usage: evalverse score <folder> [options]
       evalverse estimate <folder> --judge <judge> [options]
       evalverse prompt <clip> --judge <judge> [--dimensions <ids>] [options]
       evalverse sanity <clip> --judge <judge> [options]
       evalverse mcp <folder> [options]
       evalverse import <file> --into <folder> --scale <scale>
       evalverse agree <folder> [--judge <id>]
       evalverse calibrate <folder> --judge <id> [--report <file>]

score     evaluates every clip in a folder and below it, prints scores and
          findings, and keeps the verdicts in <folder>/.evalverse. Clips that
          were judged before are not judged again.
estimate  tells what asking a model would take, and sends nothing.
prompt    prints exactly what a model would be sent about a clip, and sends
          nothing.
sanity    judges a clip, then grey and silence in its place: a model that
          answers both alike does not look. Keeps no verdicts.
mcp       offers scoring and reading of reviews to agents, on standard input
          and output, for the clips in a folder.
import    takes over ratings from a .csv or .json file with clip, rater, value
          and dimension, sub-dimension or rationale (and note, start, end), and
          lists every row that it could not use.
agree     tells how far raters agree with one another, and a judge with them.
calibrate fits a judge's scores to the raters', keeps that in
          <folder>/.evalverse, and tells what it does to clips not seen before.

Options
  --json             print the report as JSON
  --quiet            no progress
  --taxonomy <path>  a file or folder that overrides or extends the taxonomy
  --ffmpeg <path>    the ffmpeg program, or its folder
  --faces <folder>   look for faces as well, with the face pack in this folder
                     (such as node_modules)
  --cache <folder>   where intermediate results are kept
  --dimensions <ids> only these, separated by commas
  --help             print this

Asking a model beside measuring
  --judge <judge>    gemini, or openai for any server that speaks like OpenAI's
  --model <name>     as the endpoint names it
  --endpoint <url>   where the server is; Gemini's own when left out
  --server <kind>    for openai: vllm, sglang, llamacpp, lmstudio, ollama, other
  --hears            the model behind that server hears sound
  --frames-only      it looks at single frames, not at video
  --mode <mode>      what one call asks about: economy (an aspect), standard
                     (a dimension; the default), thorough (a sub-dimension)
  --samples <n>      answers drawn for every question; 1 when left out
  --no-measurements  do not tell the model what was measured
  --prices <file>    a price table in place of the built-in one
  --key-stdin        read the key from the first line of standard input; else it
                     comes from EVALVERSE_GEMINI_API_KEY or
                     EVALVERSE_OPENAI_API_KEY

Ratings
  --into <folder>    where the clips are that the file rates
  --scale <scale>    what its values mean: 1-5, 0-1, 0/0.5/1, pass/partial/fail
  --judge <id>       signals, gemini, openai, …: whose scores are compared
  --level <level>    clip (the default) or model: means over the clips of each
                     "model" that the JSON files beside the clips name
  --by <what>        dimension (the default) or sub-dimension
  --report <file>    write an HTML page with diagrams as well

Footage leaves this machine only with
  --allow-upload <origin>  the exact scheme, host and port it may go to
  --max-cost <usd>         stop before the model costs more
  --max-calls <n>          stop before more calls
  --requests-per-minute <n>, --tokens-per-minute <n>
                           wait rather than ask more than the endpoint takes

Exit codes: 0 done (findings are not failures), 1 nothing could be scored or a
judge could not go on, 2 wrong usage or not allowed, 130 cancelled.
`;
