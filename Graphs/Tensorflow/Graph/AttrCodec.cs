using System.Text;
using Google.Protobuf;
using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Attribute values to and from TensorFlow's AttrValue message.</summary>
internal static class AttrCodec
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static AttrValue ToProto(object value)
    {
        var attr = new AttrValue();
        switch (value)
        {
            case long v: attr.I = v; break;
            case float v: attr.F = v; break;
            case bool v: attr.B = v; break;
            case string v: attr.S = ByteString.CopyFromUtf8(v); break;
            case byte[] v: attr.S = ByteString.CopyFrom(v); break;
            case TF_DataType v: attr.Type = (DataType)v; break;
            case Shape v: attr.Shape = ToProto(v); break;
            case TensorValue v: attr.Tensor = TensorProtoCodec.ToProto(v); break;
            case FunctionName v: attr.Func = ToProto(v); break;
            default: attr.List = ToList(value); break;
        }
        return attr;
    }

    public static object FromProto(AttrValue attr, AttrDef? definition) => attr.ValueCase switch
    {
        AttrValue.ValueOneofCase.I => attr.I,
        AttrValue.ValueOneofCase.F => attr.F,
        AttrValue.ValueOneofCase.B => attr.B,
        AttrValue.ValueOneofCase.S => FromBytes(attr.S),
        AttrValue.ValueOneofCase.Type => (TF_DataType)attr.Type,
        AttrValue.ValueOneofCase.Shape => FromProto(attr.Shape),
        AttrValue.ValueOneofCase.Tensor => TensorProtoCodec.FromProto(attr.Tensor),
        AttrValue.ValueOneofCase.Func => FromProto(attr.Func),
        AttrValue.ValueOneofCase.List => FromList(attr.List, definition),
        _ => throw new InvalidArgumentError($"An attribute has no value{(definition is null ? "" : $": '{definition.Name}' of kind {definition.Kind}")}."),
    };

    public static TensorShapeProto ToProto(Shape shape)
    {
        var proto = new TensorShapeProto();
        if (!shape.HasRank) proto.UnknownRank = true;
        else foreach (var dim in shape.dims) proto.Dim.Add(new TensorShapeProto.Types.Dim { Size = dim });
        return proto;
    }

    public static Shape FromProto(TensorShapeProto proto) =>
        proto.UnknownRank ? Shape.Unknown : new Shape([.. proto.Dim.Select(d => d.Size)]);

    private static NameAttrList ToProto(FunctionName function)
    {
        var proto = new NameAttrList { Name = function.Name };
        foreach (var (name, value) in function.Attrs.All) proto.Attr[name] = ToProto(value);
        return proto;
    }

    private static FunctionName FromProto(NameAttrList proto)
    {
        var attrs = new NodeAttrs();
        foreach (var (name, value) in proto.Attr) attrs[name] = FromProto(value, null);
        return new FunctionName(proto.Name, attrs);
    }

    private static object FromBytes(ByteString bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            return bytes.ToByteArray();
        }
    }

    private static AttrValue.Types.ListValue ToList(object value)
    {
        var list = new AttrValue.Types.ListValue();
        switch (value)
        {
            case long[] v: list.I.Add(v); break;
            case float[] v: list.F.Add(v); break;
            case bool[] v: list.B.Add(v); break;
            case string[] v: list.S.Add(v.Select(ByteString.CopyFromUtf8)); break;
            case byte[][] v: list.S.Add(v.Select(s => ByteString.CopyFrom(s))); break;
            case TF_DataType[] v: list.Type.Add(v.Select(t => (DataType)t)); break;
            case Shape[] v: list.Shape.Add(v.Select(ToProto)); break;
            case FunctionName[] v: list.Func.Add(v.Select(ToProto)); break;
            default: throw new InternalError($"An attribute of type {value.GetType()} has no place in a GraphDef.");
        }
        return list;
    }

    // An empty list says nothing of its kind; the operation's definition does.
    private static object FromList(AttrValue.Types.ListValue list, AttrDef? definition)
    {
        var kind = definition?.Kind;
        if (kind == AttrKind.IntList || list.I.Count > 0) return list.I.ToArray();
        if (kind == AttrKind.FloatList || list.F.Count > 0) return list.F.ToArray();
        if (kind == AttrKind.BoolList || list.B.Count > 0) return list.B.ToArray();
        if (kind == AttrKind.TypeList || list.Type.Count > 0) return list.Type.Select(t => (TF_DataType)t).ToArray();
        if (kind == AttrKind.ShapeList || list.Shape.Count > 0) return list.Shape.Select(FromProto).ToArray();
        if (kind == AttrKind.FuncList || list.Func.Count > 0) return list.Func.Select(FromProto).ToArray();
        var texts = list.S.Select(FromBytes).ToArray();
        return Array.TrueForAll(texts, text => text is string) ? texts.Cast<string>().ToArray() : list.S.Select(s => s.ToByteArray()).ToArray();
    }
}
