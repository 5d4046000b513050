using System.CommandLine;
using Tensorflow;
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

var engine = new Option<string?>("--engine") { Description = "The engine whose process is measured. [default: all]", HelpName = string.Join('|', Engines.Names) };
var memory = new Command("memory", "The memory of the CNN lesson's step, by engine.") { engine, markdown };
memory.SetAction(parsed => MemoryBenchmark.Run(parsed.GetValue(engine) is { } name ? [name] : Engines.Names, parsed.GetValue(markdown)));

var ofEngine = new Argument<string>("engine");
var child = new Command(MemoryBenchmark.ChildName) { ofEngine };
child.Hidden = true;
child.SetAction(parsed => MemoryBenchmark.RunChild(parsed.GetRequiredValue(ofEngine)));

return new RootCommand("Benchmarks of TfExercises' parts; 'bench' of the runner times whole steps.") { kernels, loop, scaling, memory, child }.Parse(args).Invoke();
