namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] NnOps() =>
    [
        new Conv2D(), new Conv2DBackpropInput(), new Conv2DBackpropFilter(),
        new DepthwiseConv2dNative(), new DepthwiseConv2dNativeBackpropInput(), new DepthwiseConv2dNativeBackpropFilter(),
        new MaxPool(), new MaxPoolGrad(), new MaxPoolGradGrad(),
        new MaxPoolV2(), new MaxPoolGradV2(), new MaxPoolGradGradV2(),
        new MaxPoolWithArgmax(), new MaxPoolGradWithArgmax(), new MaxPoolGradGradWithArgmax(),
        new AvgPool(), new AvgPoolGrad(),
        new LRN(), new LRNGrad(),
        new FusedBatchNorm(), new FusedBatchNormGrad(), new FusedBatchNormV2(), new FusedBatchNormGradV2(), new FusedBatchNormV3(), new FusedBatchNormGradV3(),
        new Dilation2D(), new Dilation2DBackpropInput(), new Dilation2DBackpropFilter(),
        new ResizeNearestNeighbor(), new ResizeNearestNeighborGrad(), new ResizeBilinear(), new ResizeBilinearGrad(),
    ];
}
