using System.Globalization;
using Google.Protobuf;
using NumSharp;
using Tensorflow.Checkpoints;
using Tensorflow.Saving;

namespace Tensorflow.Keras.Saving;

/// <summary>Weights in TensorFlow's own format: a checkpoint with the graph of the model's objects, as Keras' <c>save_format="tf"</c> writes it.</summary>
internal static class ObjectCheckpoint
{
    private const string OptimizerName = "optimizer";
    private const string VariablesName = "_variables";
    private const string IterationsName = "_iterations";
    private const string RateName = "_learning_rate";

    // What optimizers before Keras 2.11 called what they keep.
    private static readonly Dictionary<(string Class, string Slot), string> s_olderSlots = new()
    {
        [("SGD", "m")] = "momentum",
        [("RMSprop", "velocity")] = "rms",
        [("RMSprop", "average_gradient")] = "mg",
        [("Adadelta", "accumulated_grad")] = "accum_grad",
        [("Adadelta", "accumulated_delta_var")] = "accum_var",
        [("Adamax", "u")] = "v",
    };

    /// <summary>True where a path names such a checkpoint, or the folder of a SavedModel, in which there is one.</summary>
    public static bool IsAt(string path, out string prefix)
    {
        prefix = Directory.Exists(path) && !File.Exists(Bundle.IndexFile(path)) ? Path.Combine(path, "variables", "variables") : path;
        return File.Exists(Bundle.IndexFile(prefix));
    }

    /// <summary>Writes the weights, and what the optimizer keeps, and notes the checkpoint as the newest of its folder.</summary>
    public static void Write(Model model, string prefix)
    {
        var folder = Path.GetDirectoryName(prefix) ?? "";
        if (folder.Length > 0) Directory.CreateDirectory(folder);
        var root = TrackedObject.Of(model);
        var rate = model.optimizer is { } optimizer ? AddOptimizer(root, optimizer, model.trainable_weights) : null;
        root.Add("root", root);
        var objects = root.All();
        var numbers = objects.Select((o, i) => (o.Object, i)).ToDictionary(o => o.Object, o => o.i, (IEqualityComparer<TrackedObject>)ReferenceEqualityComparer.Instance);
        var graph = new TrackableObjectGraph();
        var tensors = new List<(string Name, string ShapeAndSlice, TensorValue Value)>();
        var values = new Queue<NDArray>(KerasBackend.Read([.. objects.Select(o => o.Object.Variable).OfType<RefVariable>()]));
        foreach (var (path, tracked) in objects)
        {
            var node = new TrackableObjectGraph.Types.TrackableObject();
            node.Children.Add(tracked.Parts.Select(p => new TrackableObjectGraph.Types.TrackableObject.Types.ObjectReference { LocalName = p.Name, NodeId = numbers[p.Part] }));
            var value = tracked.Variable is not null ? NDArrayBridge.ToValue(values.Dequeue()) : tracked == rate ? NDArrayBridge.ToValue(NDArray.Scalar((float)model.optimizer!.learning_rate.value)) : null;
            if (value is not null)
            {
                tensors.Add((ObjectGraph.KeyOf(path), "", value));
                node.Attributes.Add(new TrackableObjectGraph.Types.TrackableObject.Types.SerializedTensor
                {
                    Name = ObjectGraph.Value, CheckpointKey = ObjectGraph.KeyOf(path), FullName = tracked.Variable?.op.name ?? "learning_rate",
                });
            }
            graph.Nodes.Add(node);
        }
        MarkValues(graph);
        tensors.Add((ObjectGraph.Key, "", TensorValue.FromObjects(TF_DataType.TF_STRING, [graph.ToByteArray()], [])));
        BundleWriter.Write(prefix, tensors);
        CheckpointFolder.Write(folder, new CheckpointState { ModelCheckpointPath = prefix, AllModelCheckpointPaths = { prefix } }, null, relative: true);
    }

    /// <summary>Sets the model's weights from a checkpoint, by its objects or, where it has none, by the names of the variables.</summary>
    public static void Read(Model model, string prefix, bool skipMismatch)
    {
        using var tensors = StoredTensors.Open(prefix);
        var root = TrackedObject.Of(model);
        var graph = ObjectGraph.Of(tensors);
        Dictionary<TrackedObject, int> nodes = new(ReferenceEqualityComparer.Instance);
        var start = graph is null ? 0 : Start(graph, root, nodes);
        string? KeyOf(TrackedObject variable) => graph is null ? variable.Variable!.op.name
            : nodes.TryGetValue(variable, out var node) ? graph.ValueKey(node) : null;

        var objects = root.All();
        var weights = objects.Where(o => o.Object.Variable is not null).ToList();
        if (weights.Count > 0 && !weights.Exists(w => KeyOf(w.Object) is { } key && tensors.Find(key) is not null))
            throw new ValueError($"{prefix}: nothing in the checkpoint fits the model \"{model.name}\". It holds {Holds(tensors, graph)}; the model has {string.Join(", ", weights.Select(w => graph is null ? w.Object.Variable!.op.name : w.Path).Order(StringComparer.Ordinal))}.");
        var read = new SavedWeights(prefix);
        foreach (var (path, tracked) in objects.Where(o => o.Object.Variable is null && o.Object.Layer is not null))
        {
            var own = tracked.Parts.Select(p => p.Part).Where(p => p.Variable is not null).ToList();
            NDArray[] values = [.. own.Select(KeyOf).OfType<string>().Where(key => tensors.Find(key) is not null).Select(key => Value(tensors, key))];
            read.Add([.. own.Select(o => o.Variable!)], values, path.Length == 0 ? $"the model '{model.name}'" : $"layer '{tracked.Layer!.name}' ('{path}' in the file)", skipMismatch);
        }
        double? rate = null;
        if (graph is not null && model.optimizer is { } optimizer && (graph.Child(start, OptimizerName) ?? graph.Child(0, OptimizerName)) is { } saved)
        {
            var byVariable = nodes.Where(n => n.Key.Variable is not null).ToDictionary(n => n.Key.Variable!, n => n.Value);
            if (OptimizerKeys(graph, saved, optimizer, model.trainable_weights, byVariable) is { } keys) read.AddOptimizer(model, [.. keys.Where(k => tensors.Find(k) is not null).Select(k => Value(tensors, k))]);
            if ((graph.Child(saved, RateName) ?? graph.Child(saved, "learning_rate")) is { } rateNode && graph.ValueKey(rateNode) is { } rateKey) rate = Convert.ToDouble(Value(tensors, rateKey).GetValue(0), CultureInfo.InvariantCulture);
        }
        read.Apply();
        if (rate is { } value && model.optimizer!.learning_rate.schedule is null) model.optimizer.learning_rate = value;
    }

    // Where the model stands among the objects: at the root, or below it where tf.train.Checkpoint(model=...) saved it.
    private static int Start(ObjectGraph graph, TrackedObject root, Dictionary<TrackedObject, int> nodes)
    {
        foreach (var start in graph.Children(0).Where(c => c.Name is not (OptimizerName or "keras_api")).Select(c => c.Node).Prepend(0))
        {
            nodes.Clear();
            Match(graph, root, start, nodes, []);
            if (nodes.Any(n => n.Key.Variable is not null && graph.ValueKey(n.Value) is not null)) return start;
        }
        return 0;
    }

    // By the names of parts. Those of layers with weights come first: what else has no weights may stand elsewhere among the layers of the file.
    private static void Match(ObjectGraph graph, TrackedObject tracked, int node, Dictionary<TrackedObject, int> nodes, HashSet<int> used)
    {
        if (nodes.ContainsKey(tracked) || !used.Add(node)) return;
        nodes[tracked] = node;
        foreach (var (name, part) in tracked.Parts.OrderByDescending(p => p.Name.StartsWith(TrackedObject.LayerWithWeights, StringComparison.Ordinal)))
        {
            if (graph.Child(node, name) is { } child) Match(graph, part, child, nodes, used);
        }
    }

    private static TrackedObject? AddOptimizer(TrackedObject root, Optimizer optimizer, IReadOnlyList<RefVariable> weights)
    {
        var tracked = TrackedObject.Empty();
        var variables = TrackedObject.List(optimizer.Saved(weights).Select(s => s.Variable));
        tracked.Add(VariablesName, variables);
        if (variables.Parts.Count > 0) tracked.Add(IterationsName, variables.Parts[0].Part);
        var rate = optimizer.learning_rate.schedule is null ? TrackedObject.Empty() : null;
        if (rate is not null) tracked.Add(RateName, rate);
        root.Add(OptimizerName, tracked);
        return rate;
    }

    // The keys of what the optimizer kept, in the order of Optimizer.Saved; null where it had not begun.
    private static List<string>? OptimizerKeys(ObjectGraph graph, int node, Optimizer optimizer, IReadOnlyList<RefVariable> weights, Dictionary<RefVariable, int> nodes)
    {
        if (graph.Child(node, VariablesName) is { } list)
        {
            var keys = graph.Children(list).OrderBy(c => int.Parse(c.Name, CultureInfo.InvariantCulture)).Select(c => graph.ValueKey(c.Node)).OfType<string>().ToList();
            return keys.Count > 1 ? keys : null;
        }
        var slots = graph.SlotKeys(node);
        if (slots.Count == 0 || graph.Child(node, "iter") is not { } steps || graph.ValueKey(steps) is not { } stepsKey) return null;
        var found = new List<string> { stepsKey };
        foreach (var (name, _) in optimizer.Saved(weights).Skip(1))
        {
            var parts = name[(optimizer.name.Length + 1)..].Split('/', 2);
            var weight = weights.First(w => w.name == parts[1]);
            var slot = s_olderSlots.GetValueOrDefault((optimizer.class_name, parts[0]), parts[0]);
            if (nodes.TryGetValue(weight, out var number) && slots.TryGetValue((number, slot), out var key)) found.Add(key);
        }
        return found;
    }

    private static NDArray Value(StoredTensors tensors, string key) => NDArrayBridge.ToArray(tensors.Read(key));

    private static string Holds(StoredTensors tensors, ObjectGraph? graph) => graph is null
        ? string.Join(", ", tensors.All.Select(t => t.Name))
        : $"the objects {string.Join(", ", graph.Children(0).Select(c => c.Name).Order(StringComparer.Ordinal))}";

    // An object has values where it, or one below it, has some.
    private static void MarkValues(TrackableObjectGraph graph)
    {
        var marked = graph.Nodes.Select(n => n.Attributes.Count > 0).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < marked.Length; i++)
            {
                if (marked[i] || !graph.Nodes[i].Children.Any(c => marked[c.NodeId])) continue;
                marked[i] = changed = true;
            }
        }
        for (var i = 0; i < marked.Length; i++) graph.Nodes[i].HasCheckpointValues = marked[i];
    }
}
