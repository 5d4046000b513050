using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// A variable that its graph holds by a handle, as <c>use_resource: true</c> makes it and TensorFlow 1.15's Keras and TensorFlow 2
/// do. Every use reads it anew, so inside <c>tf.control_dependencies</c>, loops and branches it has the value of that moment, and
/// what was read stays as it was when the variable changes.
/// </summary>
public sealed class ResourceVariable : RefVariable
{
    private readonly Tensor _handle;

    internal ResourceVariable(Tensor handle, Tensor snapshot, Tensor initialValue, Operation initializer, bool trainable) : base(handle, snapshot, initialValue, initializer, trainable) => _handle = handle;

    /// <summary>The handle: a tensor of type resource, which operations take that read or change the variable.</summary>
    public Tensor handle => _handle;

    public override TF_DataType dtype => _handle.ValueType;

    public override Shape shape => _handle.ValueShape;

    /// <summary>A read of the value as it is when it runs.</summary>
    public override Tensor value() => Read(_handle, dtype);

    /// <summary>The same with a name of its own, <c>Read</c>.</summary>
    public override Tensor read_value()
    {
        Tensor value;
        using (DefaultGraph.Current.EnterScope("Read")) value = this.value();
        return Identity.Apply(value);
    }

    /// <summary>The rows that <paramref name="indices"/> name, without a copy of the whole; the gradient is an <see cref="IndexedSlices"/>.</summary>
    public Tensor sparse_read(TensorLike indices, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "Gather");
        return Identity.Apply(OpBuilder.Apply("ResourceGather", scope.scope_name, [this, indices], ("dtype", dtype)));
    }

    /// <summary>Elements or slices, whose coordinates stand in the last dimension of <paramref name="indices"/>.</summary>
    public Tensor gather_nd(TensorLike indices, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "GatherNd");
        return Identity.Apply(OpBuilder.Apply("ResourceGatherNd", scope.scope_name, [this, indices], ("dtype", dtype)));
    }

    /// <summary>True (computed in a session) when the variable has a value.</summary>
    public Tensor is_initialized(string? name = null) => OpBuilder.Apply("VarIsInitializedOp", name, [this]);

    /// <summary>As TensorFlow prints it: <c>&lt;tf.Variable 'Variable:0' shape=() dtype=int32&gt;</c>.</summary>
    public override string ToString() => $"<tf.Variable '{name}' shape={shape} dtype={dtype.as_numpy_name()}>";

    internal static Tensor Read(Tensor handle, TF_DataType dtype) => OpBuilder.Apply("ReadVariableOp", null, [handle], ("dtype", dtype));

    /// <summary>Adds the operations of a variable to the current scope, as Python's ResourceVariable does: handle, VarIsInitializedOp, AssignVariableOp, read.</summary>
    internal static ResourceVariable Create(Graph graph, string ownName, Tensor initial, Shape shape, bool trainable)
    {
        var name = ownName[..^1];
        var type = initial.dtype.as_base_dtype();
        var attrs = new NodeAttrs(("shape", shape), ("dtype", type), ("container", ""), ("shared_name", name), ("_class", new[] { $"loc:@{name}" }));
        OpBuilder.FillDefaults(OpTable.Get("VarHandleOp"), attrs);
        var handle = graph.CreateOp(OpTable.Get("VarHandleOp"), ownName, [], attrs).output;
        using (graph.EnterScope("IsInitialized")) OpBuilder.Apply("VarIsInitializedOp", null, [handle]);
        using var place = graph.device(handle.device);
        var assign = OpBuilder.ApplyOp("AssignVariableOp", "Assign", [handle, InitialValues.Guard(ownName, initial)], ("dtype", type));
        using var read = graph.EnterScope("Read");
        return new ResourceVariable(handle, Read(handle, type), initial, assign, trainable);
    }
}
