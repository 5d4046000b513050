using System.CommandLine;
using TfExercises.Benchmarks;

var words = new Argument<string[]>("words") { Description = "Kernels whose names contain one of these words (\"gemm\", \"conv\", \"softmax\"). [default: all]" };
var markdown = new Option<string?>("--markdown") { Description = "A file for the table.", HelpName = "FILE" };

var kernels = new Command("kernels", "Times kernels beside the machine's peak and copies.") { words, markdown };
kernels.SetAction(parsed => KernelRun.Run(parsed.GetRequiredValue(words), parsed.GetValue(markdown)));

var loop = new Command("loop", "Times a recurrent network in a loop beside the same network unrolled.");
loop.SetAction(_ => LoopBenchmark.Run());

return new RootCommand("Benchmarks of TfExercises' parts; 'bench' of the runner times whole steps.") { kernels, loop }.Parse(args).Invoke();
