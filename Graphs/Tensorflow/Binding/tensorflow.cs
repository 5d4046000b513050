namespace Tensorflow;

/// <summary>TensorFlow's API: <c>tf.constant</c>, <c>tf.placeholder</c>, <c>tf.Session</c>, ... One partial file an area.</summary>
public sealed partial class tensorflow
{
    internal tensorflow() { }

    public TF_DataType float32 => TF_DataType.TF_FLOAT;

    public TF_DataType float64 => TF_DataType.TF_DOUBLE;

    public TF_DataType float16 => TF_DataType.TF_HALF;

    public TF_DataType int8 => TF_DataType.TF_INT8;

    public TF_DataType int16 => TF_DataType.TF_INT16;

    public TF_DataType int32 => TF_DataType.TF_INT32;

    public TF_DataType int64 => TF_DataType.TF_INT64;

    public TF_DataType uint8 => TF_DataType.TF_UINT8;

    public TF_DataType uint16 => TF_DataType.TF_UINT16;

    public TF_DataType uint32 => TF_DataType.TF_UINT32;

    public TF_DataType uint64 => TF_DataType.TF_UINT64;

    public TF_DataType @bool => TF_DataType.TF_BOOL;

    public TF_DataType @string => TF_DataType.TF_STRING;

    public TF_DataType @float => TF_DataType.TF_FLOAT;

    public TF_DataType @double => TF_DataType.TF_DOUBLE;

    /// <summary>This library's version.</summary>
    public string VERSION => typeof(tensorflow).Assembly.GetName().Version!.ToString(3);
}
