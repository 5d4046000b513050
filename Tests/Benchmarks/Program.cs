using System.CommandLine;
using TfExercises.Benchmarks;

var words = new Argument<string[]>("words") { Description = "Kernels whose names contain one of these words (\"gemm\", \"conv\", \"softmax\"). [default: all]" };
var markdown = new Option<string?>("--markdown") { Description = "A file for the table.", HelpName = "FILE" };

var kernels = new Command("kernels", "Times kernels beside the machine's peak and copies.") { words, markdown };
kernels.SetAction(parsed => KernelRun.Run(parsed.GetRequiredValue(words), parsed.GetValue(markdown)));

var loop = new Command("loop", "Times a recurrent network in a loop beside the same network unrolled.");
loop.SetAction(_ => LoopBenchmark.Run());

var plots = new Option<string?>("--plots") { Description = "A directory for the plots.", HelpName = "DIR" };
var scaling = new Command("scaling", "Times graphs, batches and loops of growing size.") { markdown, plots };
scaling.SetAction(parsed => ScalingBenchmark.Run(parsed.GetValue(markdown), parsed.GetValue(plots)));

return new RootCommand("Benchmarks of TfExercises' parts; 'bench' of the runner times whole steps.") { kernels, loop, scaling }.Parse(args).Invoke();
