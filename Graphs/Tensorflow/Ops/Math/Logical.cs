using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Base of the operations on two truth values, element by element, with NumPy broadcasting.</summary>
internal abstract class LogicalBinary<TFormula>(string name) : NotDifferentiableOp(name, "x: bool, y: bool -> z: bool")
    where TFormula : struct, IZip<bool, bool>
{
    public override bool CanOverwrite(int input) => true;

    public sealed override void Infer(InferContext c) => c.Set(0, c.Broadcast(c.Input(0), c.Input(1)));

    public sealed override void Run(KernelContext k) =>
        Elementwise.Zip<bool, bool, TFormula>(k.In<bool>(0), k.Input(0).Dims, k.In<bool>(1), k.Input(1).Dims, k.Out<bool>(), k.Output().Dims);
}

/// <summary>z = x and y.</summary>
internal sealed class LogicalAnd() : LogicalBinary<LogicalAnd.Formula>("LogicalAnd")
{
    internal readonly struct Formula : IZip<bool, bool>
    {
        public static bool Of(bool x, bool y) => x & y;
    }
}

/// <summary>z = x or y.</summary>
internal sealed class LogicalOr() : LogicalBinary<LogicalOr.Formula>("LogicalOr")
{
    internal readonly struct Formula : IZip<bool, bool>
    {
        public static bool Of(bool x, bool y) => x | y;
    }
}

/// <summary>y = not x.</summary>
internal sealed class LogicalNot() : NotDifferentiableOp("LogicalNot", "x: bool -> y: bool")
{
    public override bool CanOverwrite(int input) => true;

    public override void Infer(InferContext c) => c.Same();

    public override void Run(KernelContext k) => Elementwise.Map<bool, bool, Formula>(k.In<bool>(0), k.Out<bool>());

    private readonly struct Formula : IMap<bool, bool>
    {
        public static bool Of(bool x) => !x;
    }
}
