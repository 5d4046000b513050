namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] IoOps() => [
        new SaveV2(), new RestoreV2(), new MergeV2Checkpoints(), new ShardedFilename(),
        new Save(), new SaveSlices(), new Restore(), new RestoreSlice(), new ShardedFilespec(),
    ];
}
