namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] ListOps() =>
    [
        new EmptyTensorList(), new TensorListReserve(), new TensorListFromTensor(), new TensorListScatterV2(), new TensorListSplit(),
        new TensorListPushBack(), new TensorListPopBack(), new TensorListGetItem(), new TensorListSetItem(),
        new TensorListLength(), new TensorListElementShape(), new TensorListStack(), new TensorListGather(),
        new TensorListScatterIntoExistingList(), new TensorListResize(), new TensorListConcatV2(),
    ];
}
