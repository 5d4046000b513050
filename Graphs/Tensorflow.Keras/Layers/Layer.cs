using System.Reflection;
using System.Text.Json.Nodes;
using Tensorflow.Keras.Engine;
using Tensorflow.Keras.Saving;
using static Tensorflow.Binding;

namespace Tensorflow.Keras;

/// <summary>
/// A layer: weights, and a rule that makes tensors of tensors. A layer of one's own derives this, makes its weights in
/// <see cref="build"/> by <see cref="add_weight"/>, and gives its outputs in <see cref="call"/>; layers in its fields are
/// found by themselves. <c>layer.Apply(x)</c> calls it: the first call builds it.
/// </summary>
public abstract partial class Layer : KerasObject
{
    private readonly List<RefVariable> _trainable = [];
    private readonly List<RefVariable> _fixed = [];
    private readonly List<(RefVariable Weight, Regularizer Regularizer)> _regularized = [];
    private readonly Dictionary<RefVariable, Constraint> _constraints = [];
    private bool _isTrainable = true;

    /// <param name="name">The layer's name; its class's with a number unless given.</param>
    /// <param name="input_shape">The shape of one sample, for the first layer of a Sequential.</param>
    protected Layer(string? name = null, Shape? input_shape = null)
    {
        this.name = name ?? GraphState.Current.UniqueName(class_name);
        if (input_shape is not null) batch_input_shape = new Shape([-1, .. input_shape.dims]);
    }

    /// <summary>The name: of the layer in its model, and the scope of its operations.</summary>
    public string name { get; private protected set; }

    /// <summary>The type of weights and computations; float32 unless set before the layer is built.</summary>
    public TF_DataType dtype { get; set; } = TF_DataType.TF_FLOAT;

    /// <summary>True once the weights are there.</summary>
    public bool built { get; protected set; }

    /// <summary>The shape of a batch, where the layer was told; it may begin a Sequential.</summary>
    public Shape? batch_input_shape { get; set; }

    /// <summary>The shapes that the layer was built for.</summary>
    internal Shape[]? BuildShapes { get; private set; }

    /// <summary>The calls that made tensors of models.</summary>
    internal List<Node> InboundNodes { get; } = [];

    /// <summary>False to leave the weights as they are in training; layers inside follow. Compile again after changing it.</summary>
    public virtual bool trainable
    {
        get => _isTrainable;
        set
        {
            _isTrainable = value;
            foreach (var layer in Sublayers) layer.trainable = value;
        }
    }

    /// <summary>Penalty of what the layer gives out.</summary>
    public Regularizer? activity_regularizer { get; protected set; }

    /// <summary>The type of the data that a model beginning with this layer takes.</summary>
    internal virtual TF_DataType InputType => dtype;

    /// <summary>True when the layer passes masks on.</summary>
    public bool supports_masking { get; protected set; }

    /// <summary>True for layers that keep a state from batch to batch.</summary>
    public virtual bool stateful { get; set; }

    /// <summary>Makes the weights. Called once, before the first call.</summary>
    /// <param name="input_shapes">The shape of each input, -1 where unknown.</param>
    public virtual void build(Shape[] input_shapes) { }

    /// <summary>The outputs for these inputs, as operations of the graph.</summary>
    public abstract Tensors call(Tensors inputs, CallOptions options);

    /// <summary>The masks of the outputs. Layers that pass masks on give the first input's.</summary>
    protected virtual Tensor?[] compute_mask(Tensors inputs, Tensors outputs, CallOptions options)
    {
        var mask = supports_masking ? options.mask : null;
        return [.. outputs.Select(_ => mask)];
    }

    /// <summary>Says what does not fit before the layer is called, by an error; see <see cref="RequireRank"/>.</summary>
    protected virtual void CheckInputs(Tensors inputs) { }

    /// <summary>The layers inside this one: those in its fields, in the order in which they are declared.</summary>
    protected internal virtual IEnumerable<Layer> Sublayers
    {
        get
        {
            var seen = new HashSet<Layer>(ReferenceEqualityComparer.Instance);
            foreach (var member in FieldsOf(GetType()))
            {
                IEnumerable<Layer> found = member.GetValue(this) switch
                {
                    Layer layer => [layer],
                    IEnumerable<Layer> layers => layers,
                    _ => [],
                };
                foreach (var layer in found)
                {
                    if (layer != this && seen.Add(layer)) yield return layer;
                }
            }
        }
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type) => type == typeof(Layer) || type == typeof(Model) || type.BaseType is null ? []
        : FieldsOf(type.BaseType).Concat(type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .OrderBy(f => f.MetadataToken));

    /// <summary>Calls the layer.</summary>
    /// <param name="inputs">A tensor or several.</param>
    /// <param name="mask">True where a step counts; the mask that came with the inputs unless given.</param>
    /// <param name="training">True or false to fix it for this call; else the model decides.</param>
    /// <exception cref="ValueError">The inputs do not fit the layer.</exception>
    public Tensors Apply(Tensors inputs, Tensor? mask = null, bool? training = null) => Apply(inputs, Node.NoNamed, mask, training);

    internal Tensors Apply(Tensors inputs, IReadOnlyDictionary<string, Tensors> named, Tensor? mask = null, bool? training = null)
    {
        if (inputs.Count == 0) throw new ValueError($"The layer '{name}' was called on no tensor.");
        var graph = inputs[0].graph;
        using var defaultGraph = graph.as_default();
        var outer = CallContext.Current;
        using var context = outer is null ? new CallContext(training ?? false) : null;
        var inside = outer ?? context!;
        var trainingBefore = inside.Training;
        inside.Training = training ?? trainingBefore;
        try
        {
            var outputs = Run(graph, inputs, named, mask, inside);
            return outer is null ? Record(inputs, named, training, outputs, inside) : outputs;
        }
        finally
        {
            inside.Training = trainingBefore;
        }
    }

    private Tensors Run(Graph graph, Tensors inputs, IReadOnlyDictionary<string, Tensors> named, Tensor? mask, CallContext context)
    {
        CheckInputs(inputs);
        using var scope = graph.EnterScope(name);
        EnsureBuilt([.. inputs.Select(i => i.shape)]);
        Tensor?[] masks = [.. inputs.Select((input, i) => i == 0 && mask is not null ? mask : TensorNote.MaskOf(input))];
        var options = new CallOptions(context.Training, masks, named);
        var outputs = call(inputs, options);
        if (activity_regularizer is not null)
        {
            // The penalty is the mean over the batch, as Keras takes it.
            foreach (var output in outputs) context.Losses.Add(activity_regularizer.Apply(output) / tf.cast(tf.shape(output)[0], output.dtype));
        }
        var outputMasks = compute_mask(inputs, outputs, options);
        for (var i = 0; i < outputs.Count; i++)
        {
            if (outputMasks[i] != TensorNote.MaskOf(outputs[i]))
            {
                if (inputs.Contains(outputs[i])) outputs = new Tensors([.. outputs.Select((o, k) => k == i ? tf.identity(o) : o)]);
                TensorNote.SetMask(outputs[i], outputMasks[i]);
            }
        }
        return outputs;
    }

    internal void EnsureBuilt(Shape[] shapes)
    {
        if (built) return;
        BuildShapes = shapes;
        build(shapes);
        built = true;
    }

    private Tensors Record(Tensors inputs, IReadOnlyDictionary<string, Tensors> named, bool? training, Tensors outputs, CallContext context)
    {
        if (!inputs.Concat(named.Values.SelectMany(t => t)).All(i => TensorNote.Of(i)?.Node is not null)) return outputs;
        // A tensor belongs to one call: what only passes through gets an operation of its own.
        var own = new Tensors([.. outputs.Select(o => TensorNote.Of(o)?.Node is null ? o : Copy(o))]);
        var node = new Node(this, inputs, named, training, own, [.. context.Losses], [.. context.Updates]);
        InboundNodes.Add(node);
        for (var i = 0; i < own.Count; i++) TensorNote.SetNode(own[i], node, i);
        return own;
    }

    private static Tensor Copy(Tensor tensor)
    {
        var copy = tf.identity(tensor);
        TensorNote.SetMask(copy, TensorNote.MaskOf(tensor));
        return copy;
    }

    /// <summary>Adds a loss to what training minimizes; for <see cref="call"/>.</summary>
    protected void add_loss(Tensor loss) => RequireContext("add_loss").Losses.Add(loss);

    /// <summary>Adds an operation that each training step runs; for <see cref="call"/>.</summary>
    protected void add_update(Operation update) => RequireContext("add_update").Updates.Add(update);

    private CallContext RequireContext(string what) => CallContext.Current
        ?? throw new RuntimeError($"{what} of the layer '{name}' was called outside of its call.");

    /// <summary>The tensor that the layer gave, where it was called once.</summary>
    public Tensors output => OnlyNode("output").Outputs;

    /// <summary>The tensor that the layer was called on, where it was called once.</summary>
    public Tensors input => OnlyNode("input").Inputs;

    /// <summary>The shape of what the layer gave, where it was called.</summary>
    public Shape output_shape => (InboundNodes.Count > 0 ? InboundNodes[0] : OnlyNode("output_shape")).Outputs.shape;

    private Node OnlyNode(string what) => InboundNodes.Count switch
    {
        1 => InboundNodes[0],
        0 => throw new ValueError($"The layer '{name}' has no {what}: it was not called on a tensor of a model yet."),
        var many => throw new ValueError($"The layer '{name}' was called {many} times, so its {what} is not one. Keep the result of the call you mean."),
    };

    public override JsonObject get_config()
    {
        var config = new JsonObject { ["name"] = name, ["trainable"] = trainable, ["dtype"] = dtype.as_numpy_name() };
        if (batch_input_shape is not null) config["batch_input_shape"] = ConfigValues.WriteShape(batch_input_shape);
        foreach (var (key, value) in ConfigBinder.Write(this)) config[key] = value?.DeepClone();
        return config;
    }

    public override string ToString() => $"<{class_name} name={name}{(built ? "" : ", built=False")}>";
}
