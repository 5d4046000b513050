namespace Tensorflow.Ops;

/// <summary>
/// A kind of operation, known by its TensorFlow name: what it takes and gives, the shapes of its outputs, its gradient
/// and its kernel. One subclass an operation, listed in <see cref="OpTable"/>.
/// </summary>
internal abstract class OpType
{
    protected OpType(string name, string signature) : this(name, Signature.Parse(signature)) { }

    protected OpType(string name, Signature signature)
    {
        Name = name;
        Signature = signature;
    }

    public string Name { get; }

    public Signature Signature { get; }

    /// <summary>True when two runs may give different results or have effects: never folded, never shared.</summary>
    public virtual bool IsStateful => false;

    /// <summary>For operations that take references or handles: true when they change the variable, false when they only ask something of it.</summary>
    public virtual bool ChangesVariable => true;

    /// <summary>
    /// True for a change of variables element by element, each read before it is written; with values and known shapes it fails on nothing.
    /// </summary>
    public virtual bool UpdatesInPlace => false;

    /// <summary>True for a change of a variable that may fail after it has changed a part.</summary>
    public virtual bool MayFailPartway => false;

    /// <summary>True when the operation calls functions of the graph: it runs as part of a plan only.</summary>
    public virtual bool HasFunctions => false;

    /// <summary>For operations that change some rows of their variables: the input that names the rows; -1 where all may change.</summary>
    public virtual int RowsInput => -1;

    /// <summary>True when output 0 has the elements of input 0 in the same order (Identity, Reshape, ...): no kernel runs, memory is shared.</summary>
    public virtual bool IsView => false;

    /// <summary>True when an output may lie in the memory of this input, because the kernel reads each element before it writes there.</summary>
    public virtual bool CanOverwrite(int input) => false;

    /// <summary>False for operations whose gradient is nothing by definition (comparisons, shapes, indices): TensorFlow's NotDifferentiable.</summary>
    public virtual bool IsDifferentiable => true;

    /// <summary>Why a differentiable operation has no gradient rule (TensorFlow has none either, for example); null where it has one.</summary>
    public virtual string? NoGradientReason => null;

    /// <summary>The shape rule: sets every output's shape as far as it follows from the inputs; throws <see cref="ValueError"/> where they do not fit.</summary>
    public abstract void Infer(InferContext c);

    /// <summary>
    /// The gradient rule: given the cotangents of the outputs, adds operations that compute the cotangent of each input.
    /// One entry an input, null where none flows.
    /// </summary>
    public virtual Tensor?[] Gradient(GradContext g) =>
        throw new LookupError($"No gradient defined for operation '{g.Op.name}' (op type: {Name}), made at {g.Op.DefinedAt}."
            + (NoGradientReason is null ? "" : $" {NoGradientReason}")
            + " Use tf.stop_gradient on its result, or differentiate with respect to something that does not lead through it.");

    /// <summary>The kernel: computes the outputs from the inputs.</summary>
    public abstract void Run(KernelContext k);

    /// <summary>The types of the outputs, which follow from the attributes.</summary>
    public TF_DataType[] OutputTypes(NodeAttrs attrs)
    {
        var types = new List<TF_DataType>();
        foreach (var output in Signature.Outputs) types.AddRange(ArgTypes(output, attrs));
        return [.. types];
    }

    /// <summary>The types that an argument takes, one for each of its tensors.</summary>
    public static IEnumerable<TF_DataType> ArgTypes(ArgDef arg, NodeAttrs attrs)
    {
        if (arg.TypeListAttr is not null) return attrs.Types(arg.TypeListAttr);
        var type = arg.TypeAttr is null ? arg.Type : attrs.Type(arg.TypeAttr);
        if (arg.IsRef) type = type.as_ref();
        return Enumerable.Repeat(type, arg.NumberAttr is null ? 1 : attrs.Int(arg.NumberAttr));
    }
}

/// <summary>Base of the operations that have no gradient by definition.</summary>
internal abstract class NotDifferentiableOp : OpType
{
    protected NotDifferentiableOp(string name, string signature) : base(name, signature) { }

    protected NotDifferentiableOp(string name, Signature signature) : base(name, signature) { }

    public sealed override bool IsDifferentiable => false;

    public sealed override Tensor?[] Gradient(GradContext g) => new Tensor?[g.Op.inputs.Count];
}
