using Google.Protobuf;

namespace Tensorflow;

/// <summary>A session's settings as TensorFlow's message ConfigProto, with its field numbers (config.proto).</summary>
internal static class SessionConfig
{
    private const int IntraOpParallelismThreads = 2;
    private const int DeviceFilters = 4;
    private const int InterOpParallelismThreads = 5;
    private const int AllowSoftPlacement = 7;
    private const int LogDevicePlacement = 8;

    public static byte[] ToBytes(ConfigProto config)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes))
        {
            Write(output, IntraOpParallelismThreads, config.intra_op_parallelism_threads);
            foreach (var filter in config.device_filters)
            {
                output.WriteTag(DeviceFilters, WireFormat.WireType.LengthDelimited);
                output.WriteString(filter);
            }
            Write(output, InterOpParallelismThreads, config.inter_op_parallelism_threads);
            Write(output, AllowSoftPlacement, config.allow_soft_placement ? 1 : 0);
            Write(output, LogDevicePlacement, config.log_device_placement ? 1 : 0);
        }
        return bytes.ToArray();
    }

    private static void Write(CodedOutputStream output, int field, int value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt32(value);
    }
}
