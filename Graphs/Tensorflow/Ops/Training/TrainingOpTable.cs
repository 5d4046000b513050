namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] TrainingOps() =>
    [
        new ApplyGradientDescent(),
        new ApplyProximalGradientDescent(), ApplyProximalGradientDescent.Sparse(),
        new ApplyMomentum(), ApplyMomentum.Sparse(),
        new ApplyAdagrad(), ApplyAdagrad.Sparse(), new ApplyAdagradV2(), ApplyAdagradV2.Sparse(),
        new ApplyAdagradDA(), ApplyAdagradDA.Sparse(),
        new ApplyProximalAdagrad(), ApplyProximalAdagrad.Sparse(),
        new ApplyAdadelta(), ApplyAdadelta.Sparse(),
        new ApplyRMSProp(), ApplyRMSProp.Sparse(), new ApplyCenteredRMSProp(), ApplyCenteredRMSProp.Sparse(),
        new ApplyAdam(), new ApplyAdaMax(),
        .. ApplyFtrl.All(),
        new ApplyAddSign(), new ApplyPowerSign(),
    ];
}
