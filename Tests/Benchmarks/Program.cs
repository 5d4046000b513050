using System.CommandLine;
using Tensorflow;
using TfExercises.Benchmarks;

var words = new Argument<string[]>("words") { Description = "Kernels whose names contain one of these words (\"gemm\", \"conv\", \"softmax\"). [default: all]" };
var kernels = new Command("kernels", "Times kernels beside the machine's peak and copies.") { words };
kernels.SetAction(parsed => Console.Write(KernelRun.Run(parsed.GetRequiredValue(words))));

var loop = new Command("loop", "Times a recurrent network in a loop beside the same network unrolled.");
loop.SetAction(_ => Console.Write(LoopBenchmark.Run()));

var model = new Command("model", "Each lesson's operations and bytes, what they should cost on more cores, and what they do.");
model.SetAction(_ => Console.Write(ModelBenchmark.Run()));

var plots = new Option<string?>("--plots") { Description = "A directory for the plots.", HelpName = "DIR" };
var scaling = new Command("scaling", "Times graphs, batches and loops of growing size.") { plots };
scaling.SetAction(parsed => Console.Write(ScalingBenchmark.Run(parsed.GetValue(plots))));

var engine = new Option<string?>("--engine") { Description = "One engine alone. [default: all]", HelpName = string.Join('|', Engines.Names) };
IReadOnlyList<string> EnginesOf(ParseResult parsed) => parsed.GetValue(engine) is { } name ? [name] : Engines.Names;
var memory = new Command("memory", "The memory of the CNN lesson's step, by engine.") { engine };
memory.SetAction(parsed => Console.Write(MemoryBenchmark.Run(EnginesOf(parsed))));

var ofEngine = new Argument<string>("engine");
var child = new Command(MemoryBenchmark.ChildName) { ofEngine };
child.Hidden = true;
child.SetAction(parsed => MemoryBenchmark.RunChild(parsed.GetRequiredValue(ofEngine)));

var docs = new Option<string>("--docs") { Description = "The directory of performance.md, with README.md above it.", HelpName = "DIR", DefaultValueFactory = _ => "docs" };
var parts = new Argument<string[]>("parts") { Description = "The tables to make anew, by the names of their marks. [default: all]" };
var report = new Command("report", "Measures everything and writes the tables and plots into the documents.") { parts, docs, engine };
report.SetAction(parsed => Report.Write(parsed.GetRequiredValue(docs), EnginesOf(parsed), parsed.GetRequiredValue(parts)));

return new RootCommand("Benchmarks of TfExercises' parts; 'bench' of the runner times whole steps.") { kernels, loop, model, scaling, memory, report, child }.Parse(args).Invoke();
