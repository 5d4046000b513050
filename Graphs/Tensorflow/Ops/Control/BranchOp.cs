namespace Tensorflow.Ops;

/// <summary>An operation that runs one of its functions. The engine runs the function itself (Plan/BranchStep).</summary>
internal abstract class BranchOp(string name, string signature) : OpType(name, signature)
{
    public sealed override bool HasFunctions => true;

    /// <summary>How many inputs come before the functions' arguments: 1 where the first one says which function runs.</summary>
    public virtual int FirstArgument => 1;

    /// <summary>Where the functions are named.</summary>
    public abstract FunctionSlot[] Slots(NodeAttrs attrs);

    /// <summary>Which function runs.</summary>
    public abstract int Choose(TensorValue selector, int count);

    /// <summary>Adds an operation of this kind that chooses among other functions. They take only captures.</summary>
    public abstract Operation Over(Tensor? selector, FuncGraph[] functions, string name);

    public sealed override void Infer(InferContext c)
    {
        var shapes = Declared(c.Attrs) ?? [];
        for (var i = 0; i < c.OutputCount; i++) c.Set(i, i < shapes.Length ? shapes[i] : Shape.Unknown);
    }

    public sealed override Tensor?[] Gradient(GradContext g) => BranchGradient.Build(g);

    public sealed override void Run(KernelContext k) => throw new InternalError($"{Name} has no kernel: its functions are part of the plan.");

    private static Shape[]? Declared(NodeAttrs attrs) => attrs.TryGet<Shape[]>("output_shapes", out var shapes) || attrs.TryGet("_output_shapes", out shapes) ? shapes : null;
}

/// <summary>then_branch(input) where cond holds, else else_branch(input). StatelessIf is the same for functions without effects.</summary>
internal sealed class If(string name) : BranchOp(name,
    "cond: Tcond, input: Tin -> output: Tout; Tcond: type; Tin: list(type); Tout: list(type); then_branch: func; else_branch: func; output_shapes: list(shape) = []")
{
    public override bool IsStateful => Name == "If";

    public override FunctionSlot[] Slots(NodeAttrs attrs) => ["then_branch", "else_branch"];

    public override int Choose(TensorValue selector, int count) => Truth.Of(selector) ? 0 : 1;

    public override Operation Over(Tensor? selector, FuncGraph[] functions, string name) => Functional.If(selector!, functions[0], functions[1], name);
}

/// <summary>branches[branch_index](input), the last branch for an index that is none. StatelessCase is the same for functions without effects.</summary>
internal sealed class Case(string name) : BranchOp(name,
    "branch_index: int32, input: Tin -> output: Tout; Tin: list(type); Tout: list(type); branches: list(func); output_shapes: list(shape) = []")
{
    public override bool IsStateful => Name == "Case";

    public override FunctionSlot[] Slots(NodeAttrs attrs) => [.. ((FunctionName[])attrs["branches"]).Select((_, i) => new FunctionSlot("branches", i))];

    public override int Choose(TensorValue selector, int count) => selector.AsInt(0) is var index && index >= 0 && index < count ? index : count - 1;

    public override Operation Over(Tensor? selector, FuncGraph[] functions, string name) => Functional.Case(selector!, functions, name);
}

/// <summary>f(args). StatefulPartitionedCall is the same for functions with effects.</summary>
internal sealed class PartitionedCall(string name) : BranchOp(name,
    "args: Tin -> output: Tout; Tin: list(type); Tout: list(type); f: func; config: string = ''; config_proto: string = ''; executor_type: string = ''")
{
    public override bool IsStateful => Name == "StatefulPartitionedCall";

    public override int FirstArgument => 0;

    public override FunctionSlot[] Slots(NodeAttrs attrs) => ["f"];

    public override int Choose(TensorValue selector, int count) => 0;

    public override Operation Over(Tensor? selector, FuncGraph[] functions, string name) => Functional.Call([], functions[0], name);
}
