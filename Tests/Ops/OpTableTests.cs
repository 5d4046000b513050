using System.Text.Json;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using Tensorflow;
using Tensorflow.Ops;
using TfExercises.Tests.Golden;
using TfExercises.Tests.Ops.Arrays;
using TfExercises.Tests.Ops.Nn;
using TfExercises.Tests.Training;
using TfExercises.Tests.Training.Saving;
using static Tensorflow.Binding;
using Assert = NUnit.Framework.Assert;

namespace TfExercises.Tests.Ops;

/// <summary>
/// Walks the table of operations: each has a definition, a shape rule, a kernel, a gradient or the reason why there is none,
/// and is run by a golden case or by a case of the tests here.
/// </summary>
public class OpTableTests
{
    // Operations of TensorFlow 1's branches and loops, choices and calls are made by the functions that build them, and tested there.
    static readonly HashSet<string> s_controlFlow = [.. OpTable.Operations.Where(op => IsControlFlow(op.GetType())).Select(op => op.Name)];

    static readonly Lazy<HashSet<string>> s_run = new(TypesThatTestsRun);

    static IEnumerable<string> Names() => OpTable.Operations.Select(op => op.Name);

    [TestCaseSource(nameof(Names))]
    public void IsWhole(string name)
    {
        var op = OpTable.Get(name);
        Assert.Multiple(() =>
        {
            Assert.That(op.Signature.Inputs.Select(i => i.Name).Concat(op.Signature.Outputs.Select(o => o.Name)), Has.All.Matches("^[A-Za-z][A-Za-z0-9_]*$"));
            Assert.That(op.Signature.Attrs.Select(a => a.Name), Is.Unique);
            Assert.That(op.Signature.Inputs.Concat(op.Signature.Outputs).SelectMany(AttrsOf).Select(op.Signature.FindAttr), Has.None.Null, "an argument names an attribute that is not declared");
            Assert.That(HasRule(op), Is.EqualTo(op.NoGradientReason is null), "a gradient rule, NotDifferentiableOp's included, or the reason why there is none");
            Assert.That(op.NoGradientReason, Is.Null.Or.Matches(@"^[A-Z`].{10,}\.$"), "a reason is a sentence");
        });
    }

    [TestCaseSource(nameof(Names))]
    public void IsRunByATest(string name) => Assert.That(
        s_controlFlow.Contains(name) || s_run.Value.Contains(name),
        $"No golden case and no case of MathGradientTests, ArrayGradientTests, NnGradientTests, LinalgTests, OpValueTests, SummaryTests or SaverTests has the operation '{name}'.");

    static bool IsControlFlow(Type type) => type.Name is "Switch" or "RefSwitch" or "Merge" or "Enter" or "LoopValue" or "LoopCond" or "Case" or "PartitionedCall";

    static IEnumerable<string> AttrsOf(ArgDef arg) => new[] { arg.NumberAttr, arg.TypeAttr, arg.TypeListAttr }.OfType<string>();

    static bool HasRule(OpType op) => op.GetType().GetMethod(nameof(OpType.Gradient))!.DeclaringType != typeof(OpType);

    static HashSet<string> TypesThatTestsRun()
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        foreach (var golden in OpsReplay.Cases().Where(test => test.RunState == RunState.Runnable).Concat(GoldenFiles.Cases("steps")))
            AddGolden((GoldenCase)golden.Arguments[0]!, types);
        foreach (var file in GoldenFiles.Matching("*.pb")) types.UnionWith(GraphDef.Parser.ParseFrom(File.ReadAllBytes(file)).Node.Select(node => node.Op));
        foreach (var build in MathGradientTests.Cases.Concat(ArrayGradientTests.Cases).Concat(NnGradientTests.Cases).Concat(LinalgTests.Cases))
            AddDefaultGraph(() => build.Value(new GradientCheck(onlyBuilds: true)), types);
        foreach (var build in NnGradientTests.FloatCases)
            AddDefaultGraph(() => build.Value(new GradientCheck(TF_DataType.TF_FLOAT, onlyBuilds: true)), types);
        foreach (var build in OpValueTests.Cases)
            AddDefaultGraph(() => build.Value(new ValueCheck()), types);
        tf.reset_default_graph();
        AddDefaultGraph(() => SummaryTests.EachKind(), types);
        AddDefaultGraph(() => SaverTests.EachKind(), types);
        return types;
    }

    // The replay of a case also runs its gradients, with the operations that the rules add.
    static void AddGolden(GoldenCase golden, HashSet<string> types)
    {
        using var graph = new Graph().as_default();
        tf.import_graph_def(GraphDef.Parser.ParseFrom(golden.Graph), name: "");
        if (golden.Json.TryGetProperty("gradients", out var first))
        {
            var xs = Tensors(graph, first.GetProperty("xs"));
            var gradients = tf.gradients(Tensors(graph, first.GetProperty("ys")), xs);
            if (golden.Json.TryGetProperty("second", out _)) tf.gradients([.. gradients.OfType<Tensor>().Select(g => g is IndexedSlices slices ? slices.AsDense() : g)], xs);
        }
        types.UnionWith(graph.get_operations().Select(op => op.type));
    }

    static Tensor[] Tensors(Graph graph, JsonElement names) => [.. names.EnumerateArray().Select(name => graph.get_tensor_by_name(name.GetString()!))];

    static void AddDefaultGraph(Action build, HashSet<string> types)
    {
        build();
        types.UnionWith(tf.get_default_graph().get_operations().Select(op => op.type));
    }
}
