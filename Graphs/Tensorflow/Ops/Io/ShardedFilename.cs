using System.Globalization;
using System.Text;

namespace Tensorflow.Ops;

/// <summary>The name of a shard: basename-00003-of-00016.</summary>
internal sealed class ShardedFilename() : NotDifferentiableOp("ShardedFilename", "basename: string, shard: int32, num_shards: int32 -> filename: string")
{
    public override void Infer(InferContext c)
    {
        for (var i = 0; i < c.InputCount; i++) c.WithRank(i, 0);
        c.Scalar();
    }

    public override void Run(KernelContext k) => k.Output().Objects[0] = Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{k.Input(0).Text()}-{k.Input(1).AsInt(0):D5}-of-{k.Input(2).AsInt(0):D5}"));
}

/// <summary>A pattern for the names of all shards: basename-?????-of-00016.</summary>
internal sealed class ShardedFilespec() : NotDifferentiableOp("ShardedFilespec", "basename: string, num_shards: int32 -> filename: string")
{
    public override void Infer(InferContext c)
    {
        for (var i = 0; i < c.InputCount; i++) c.WithRank(i, 0);
        c.Scalar();
    }

    public override void Run(KernelContext k) => k.Output().Objects[0] = Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{k.Input(0).Text()}-?????-of-{k.Input(1).AsInt(0):D5}"));
}
