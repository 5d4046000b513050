using Google.Protobuf;

namespace Tensorflow;

/// <summary>Tensor values to and from TensorFlow's TensorProto message, whose values stand as bytes or in a typed list that repeats its last element.</summary>
internal static class TensorProtoCodec
{
    public static unsafe TensorProto ToProto(TensorValue value)
    {
        var proto = new TensorProto { Dtype = (DataType)value.DType, TensorShape = AttrCodec.ToProto(value.Shape) };
        if (value.DType == TF_DataType.TF_STRING) proto.StringVal.Add(value.Objects.Select(o => ByteString.CopyFrom((byte[])o!)));
        else if (value.IsObject) throw new InvalidArgumentError($"A tensor of type {value.DType.as_numpy_name()} cannot be written into a GraphDef.");
        else if (value.DType == TF_DataType.TF_BOOL && !AllEqual(value)) proto.BoolVal.Add(value.Span<bool>().ToArray());
        else if (value.Count > 1 && !AllEqual(value)) proto.TensorContent = ByteString.CopyFrom(new ReadOnlySpan<byte>(value.Data, (int)value.ByteCount));
        else if (value.Count > 0) AddFirst(proto, value);
        return proto;
    }

    public static TensorValue FromProto(TensorProto proto)
    {
        var dtype = ((TF_DataType)proto.Dtype).as_base_dtype();
        var shape = proto.TensorShape is null ? Shape.Scalar : AttrCodec.FromProto(proto.TensorShape);
        if (!shape.IsFullyDefined) throw new InvalidArgumentError($"A TensorProto has the shape {shape}; a value needs a known one.");
        var dims = shape.ToInts();
        if (dtype == TF_DataType.TF_STRING) return Strings(proto, dims);
        if (dtype.size() == 0) throw new InvalidArgumentError($"A TensorProto of type {dtype.as_numpy_name()} cannot be read.");
        var value = TensorValue.Allocate(dtype, dims, clear: true);
        if (proto.TensorContent.Length > 0) Content(proto, value);
        else Listed(proto, value);
        return value;
    }

    /// <summary>All elements in the list of their type, and neither type nor shape, as checkpoints of the format V1 keep them.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">What it is called.</param>
    /// <exception cref="UnimplementedError">TensorFlow keeps no values of this type so.</exception>
    public static TensorProto ToListed(TensorValue value, string name)
    {
        var proto = new TensorProto();
        switch (value.DType)
        {
            case TF_DataType.TF_STRING: proto.StringVal.Add(value.Objects.Select(o => ByteString.CopyFrom((byte[])o!))); break;
            case TF_DataType.TF_FLOAT: proto.FloatVal.Add(value.Span<float>().ToArray()); break;
            case TF_DataType.TF_DOUBLE: proto.DoubleVal.Add(value.Span<double>().ToArray()); break;
            case TF_DataType.TF_INT32: proto.IntVal.Add(value.Span<int>().ToArray()); break;
            case TF_DataType.TF_INT64: proto.Int64Val.Add(value.Span<long>().ToArray()); break;
            case TF_DataType.TF_BOOL: proto.BoolVal.Add(value.Span<bool>().ToArray()); break;
            case TF_DataType.TF_UINT8: proto.IntVal.Add(Array.ConvertAll(value.Span<byte>().ToArray(), v => (int)v)); break;
            case TF_DataType.TF_INT8: proto.IntVal.Add(Array.ConvertAll(value.Span<sbyte>().ToArray(), v => (int)v)); break;
            case TF_DataType.TF_INT16: proto.IntVal.Add(Array.ConvertAll(value.Span<short>().ToArray(), v => (int)v)); break;
            case TF_DataType.TF_UINT16: proto.IntVal.Add(Array.ConvertAll(value.Span<ushort>().ToArray(), v => (int)v)); break;
            case TF_DataType.TF_HALF: proto.HalfVal.Add(Array.ConvertAll(value.Span<ushort>().ToArray(), v => (int)v)); break;
            default: throw new UnimplementedError($"'{name}' is a tensor of type {value.DType.as_numpy_name()}, which checkpoints of the format V1 cannot hold. Save it in the format V2.");
        }
        return proto;
    }

    /// <summary>How many elements stand in the list of the message's type.</summary>
    public static int CountListed(TensorProto proto) => (TF_DataType)proto.Dtype switch
    {
        TF_DataType.TF_STRING => proto.StringVal.Count,
        TF_DataType.TF_FLOAT => proto.FloatVal.Count,
        TF_DataType.TF_DOUBLE => proto.DoubleVal.Count,
        TF_DataType.TF_INT64 => proto.Int64Val.Count,
        TF_DataType.TF_UINT64 => proto.Uint64Val.Count,
        TF_DataType.TF_UINT32 => proto.Uint32Val.Count,
        TF_DataType.TF_BOOL => proto.BoolVal.Count,
        TF_DataType.TF_HALF or TF_DataType.TF_BFLOAT16 => proto.HalfVal.Count,
        _ => proto.IntVal.Count,
    };

    private static unsafe bool AllEqual(TensorValue value)
    {
        if (value.Count == 0) return true;
        var size = value.DType.size();
        var bytes = new ReadOnlySpan<byte>(value.Data, (int)value.ByteCount);
        return bytes[size..].SequenceEqual(bytes[..^size]);
    }

    private static void AddFirst(TensorProto proto, TensorValue value)
    {
        switch (value.DType)
        {
            case TF_DataType.TF_FLOAT: proto.FloatVal.Add(value.Span<float>()[0]); break;
            case TF_DataType.TF_DOUBLE: proto.DoubleVal.Add(value.Span<double>()[0]); break;
            case TF_DataType.TF_INT64: proto.Int64Val.Add(value.Span<long>()[0]); break;
            case TF_DataType.TF_UINT64: proto.Uint64Val.Add(value.Span<ulong>()[0]); break;
            case TF_DataType.TF_UINT32: proto.Uint32Val.Add(value.Span<uint>()[0]); break;
            case TF_DataType.TF_BOOL: proto.BoolVal.Add(value.Span<byte>()[0] != 0); break;
            case TF_DataType.TF_HALF or TF_DataType.TF_BFLOAT16: proto.HalfVal.Add(value.Span<ushort>()[0]); break;
            default: proto.IntVal.Add(value.AsInt(0)); break;
        }
    }

    private static TensorValue Strings(TensorProto proto, int[] dims)
    {
        var objects = new object?[TensorValue.CountOf(dims)];
        for (var i = 0; i < objects.Length; i++)
        {
            objects[i] = proto.StringVal.Count == 0 ? [] : proto.StringVal[Math.Min(i, proto.StringVal.Count - 1)].ToByteArray();
        }
        return TensorValue.FromObjects(TF_DataType.TF_STRING, objects, dims);
    }

    private static unsafe void Content(TensorProto proto, TensorValue value)
    {
        if (proto.TensorContent.Length != value.ByteCount)
            throw new InvalidArgumentError($"A TensorProto of type {value.DType.as_numpy_name()} and shape {value.Shape} needs {value.ByteCount} bytes, but has {proto.TensorContent.Length}.");
        proto.TensorContent.Span.CopyTo(new Span<byte>(value.Data, (int)value.ByteCount));
    }

    private static void Listed(TensorProto proto, TensorValue value)
    {
        switch (value.DType)
        {
            case TF_DataType.TF_FLOAT: Fill(proto.FloatVal, value.Span<float>(), v => v); break;
            case TF_DataType.TF_DOUBLE: Fill(proto.DoubleVal, value.Span<double>(), v => v); break;
            case TF_DataType.TF_INT32: Fill(proto.IntVal, value.Span<int>(), v => v); break;
            case TF_DataType.TF_INT64: Fill(proto.Int64Val, value.Span<long>(), v => v); break;
            case TF_DataType.TF_UINT64: Fill(proto.Uint64Val, value.Span<ulong>(), v => v); break;
            case TF_DataType.TF_UINT32: Fill(proto.Uint32Val, value.Span<uint>(), v => v); break;
            case TF_DataType.TF_BOOL: Fill(proto.BoolVal, value.Span<byte>(), v => v ? (byte)1 : (byte)0); break;
            case TF_DataType.TF_UINT8: Fill(proto.IntVal, value.Span<byte>(), v => (byte)v); break;
            case TF_DataType.TF_INT8: Fill(proto.IntVal, value.Span<sbyte>(), v => (sbyte)v); break;
            case TF_DataType.TF_INT16: Fill(proto.IntVal, value.Span<short>(), v => (short)v); break;
            case TF_DataType.TF_UINT16: Fill(proto.IntVal, value.Span<ushort>(), v => (ushort)v); break;
            default: Fill(proto.HalfVal, value.Span<ushort>(), v => (ushort)v); break;
        }
    }

    private static void Fill<TFrom, TTo>(Google.Protobuf.Collections.RepeatedField<TFrom> list, Span<TTo> target, Func<TFrom, TTo> convert)
    {
        if (list.Count == 0) return;
        for (var i = 0; i < target.Length; i++) target[i] = convert(list[Math.Min(i, list.Count - 1)]);
    }
}
