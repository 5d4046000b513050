namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] MathOps() =>
    [
        new Neg(), new Abs(), new Sign(), new Square(), new Sqrt(), new SqrtGrad(), new Rsqrt(), new RsqrtGrad(),
        new Reciprocal("Reciprocal"), new Reciprocal("Inv"), new ReciprocalGrad("ReciprocalGrad"), new ReciprocalGrad("InvGrad"),
        new Exp(), new Expm1(), new Log(), new Log1p(), new Sin(), new Cos(), new Tan(), new Asin(), new Acos(), new Atan(), new Atan2(),
        new Sinh(), new Cosh(), new Tanh(), new TanhGrad(), new Asinh(), new Acosh(), new Atanh(), new Sigmoid(), new SigmoidGrad(),
        new Erf(), new Erfc(), new Lgamma(), new Digamma(), new Polygamma(), new Zeta(), new Floor(), new Ceil(), new Round(), new Rint(),
        new IsNan(), new IsInf(), new IsFinite(), new LogicalAnd(), new LogicalOr(), new LogicalNot(),
        new AddV2(), new Add(), new AddN(), new Sub(), new Mul(), new MulNoNan(), new Div("Div"), new Div("RealDiv"), new DivNoNan(),
        new FloorDiv(), new FloorMod(), new TruncateDiv(), new TruncateMod("TruncateMod"), new TruncateMod("Mod"),
        new SquaredDifference(), new Maximum(), new Minimum(), new Pow(), new Xlogy(), new Xlog1py(), new Xdivy(),
        new Less(), new LessEqual(), new Greater(), new GreaterEqual(), new Equal(), new NotEqual(), new ApproximateEqual(),
        new ListDiff(), new Select(), new SelectV2(), new Cast(),
        new Sum(), new Mean(), new Prod(), new Max(), new Min(), new All(), new Any(), new EuclideanNorm(), new L2Loss(),
        new ArgReduction("ArgMax", greatest: true), new ArgReduction("ArgMin", greatest: false), new Cumsum(), new Cumprod(),
        new MatMul(), new BatchMatMul("BatchMatMul", ""), new BatchMatMul("BatchMatMulV2", "; grad_x: bool = false; grad_y: bool = false"), new Einsum(),
        new SegmentSum(), new SegmentMean(), new SegmentMax(), new SegmentMin(), new SegmentProd(),
        new UnsortedSegmentSum(), new UnsortedSegmentMax(), new UnsortedSegmentMin(), new UnsortedSegmentProd(),
        new Relu(), new ReluGrad(), new Relu6(), new Relu6Grad(), new LeakyRelu(), new LeakyReluGrad(), new Elu(), new EluGrad(),
        new Selu(), new SeluGrad(), new Softplus(), new SoftplusGrad(), new Softsign(), new SoftsignGrad(),
        new Softmax(), new LogSoftmax(), new SoftmaxCrossEntropyWithLogits(), new SparseSoftmaxCrossEntropyWithLogits(),
        new BiasAdd(), new BiasAddGrad(),
    ];
}
