namespace Tensorflow;

/// <summary>Element types of tensors, with TensorFlow's numbers (types.proto). A reference to a variable is its type + 100.</summary>
public enum TF_DataType
{
    DtInvalid = 0,
    TF_FLOAT = 1,
    TF_DOUBLE = 2,
    TF_INT32 = 3,
    TF_UINT8 = 4,
    TF_INT16 = 5,
    TF_INT8 = 6,
    TF_STRING = 7,
    TF_COMPLEX64 = 8,
    TF_INT64 = 9,
    TF_BOOL = 10,
    TF_QINT8 = 11,
    TF_QUINT8 = 12,
    TF_QINT32 = 13,
    TF_BFLOAT16 = 14,
    TF_QINT16 = 15,
    TF_QUINT16 = 16,
    TF_UINT16 = 17,
    TF_COMPLEX128 = 18,
    TF_HALF = 19,
    TF_RESOURCE = 20,
    TF_VARIANT = 21,
    TF_UINT32 = 22,
    TF_UINT64 = 23,
    DtFloatRef = 101,
    DtDoubleRef = 102,
    DtInt32Ref = 103,
    DtUint8Ref = 104,
    DtInt16Ref = 105,
    DtInt8Ref = 106,
    DtStringRef = 107,
    DtInt64Ref = 109,
    DtBoolRef = 110,
}

/// <summary>Questions about element types.</summary>
public static class DataTypes
{
    private const int RefOffset = 100;

    /// <summary>True for the type of a reference to a variable.</summary>
    public static bool is_ref_dtype(this TF_DataType type) => (int)type > RefOffset;

    /// <summary>The value type behind a reference type; other types are returned as they are.</summary>
    public static TF_DataType as_base_dtype(this TF_DataType type) =>
        (int)type > RefOffset ? (TF_DataType)((int)type - RefOffset) : type;

    /// <summary>The reference type of a value type.</summary>
    public static TF_DataType as_ref(this TF_DataType type) =>
        (int)type > RefOffset ? type : (TF_DataType)((int)type + RefOffset);

    /// <summary>TensorFlow's name: <c>float32</c>, <c>int32_ref</c>, ...</summary>
    public static string as_numpy_name(this TF_DataType type)
    {
        if (type.is_ref_dtype()) return as_numpy_name(type.as_base_dtype()) + "_ref";
        return type switch
        {
            TF_DataType.TF_FLOAT => "float32",
            TF_DataType.TF_DOUBLE => "float64",
            TF_DataType.TF_HALF => "float16",
            TF_DataType.TF_BFLOAT16 => "bfloat16",
            TF_DataType.TF_INT8 => "int8",
            TF_DataType.TF_INT16 => "int16",
            TF_DataType.TF_INT32 => "int32",
            TF_DataType.TF_INT64 => "int64",
            TF_DataType.TF_UINT8 => "uint8",
            TF_DataType.TF_UINT16 => "uint16",
            TF_DataType.TF_UINT32 => "uint32",
            TF_DataType.TF_UINT64 => "uint64",
            TF_DataType.TF_BOOL => "bool",
            TF_DataType.TF_STRING => "string",
            TF_DataType.TF_COMPLEX64 => "complex64",
            TF_DataType.TF_COMPLEX128 => "complex128",
            TF_DataType.TF_RESOURCE => "resource",
            TF_DataType.TF_VARIANT => "variant",
            _ => type.ToString(),
        };
    }

    /// <summary>The type of a TensorFlow or NumPy name such as <c>float32</c>, <c>int64</c>, <c>bool</c>.</summary>
    /// <exception cref="TypeError">No type has this name.</exception>
    public static TF_DataType from_numpy_name(string name) => name switch
    {
        "float32" or "float" => TF_DataType.TF_FLOAT,
        "float64" or "double" => TF_DataType.TF_DOUBLE,
        "float16" or "half" => TF_DataType.TF_HALF,
        "int8" => TF_DataType.TF_INT8,
        "int16" => TF_DataType.TF_INT16,
        "int32" => TF_DataType.TF_INT32,
        "int64" => TF_DataType.TF_INT64,
        "uint8" => TF_DataType.TF_UINT8,
        "uint16" => TF_DataType.TF_UINT16,
        "uint32" => TF_DataType.TF_UINT32,
        "uint64" => TF_DataType.TF_UINT64,
        "bool" => TF_DataType.TF_BOOL,
        "string" or "object" => TF_DataType.TF_STRING,
        "bfloat16" => TF_DataType.TF_BFLOAT16,
        "complex64" => TF_DataType.TF_COMPLEX64,
        "complex128" => TF_DataType.TF_COMPLEX128,
        "resource" => TF_DataType.TF_RESOURCE,
        "variant" => TF_DataType.TF_VARIANT,
        _ => throw new TypeError($"'{name}' is no element type; known are float32, float64, int8, int16, int32, int64, uint8, uint16, uint32, uint64, bool, string."),
    };

    /// <summary>The element type that stands for a .NET type.</summary>
    /// <exception cref="TypeError">TensorFlow has no such element type.</exception>
    public static TF_DataType as_tf_dtype(this Type type)
    {
        if (type == typeof(float)) return TF_DataType.TF_FLOAT;
        if (type == typeof(double)) return TF_DataType.TF_DOUBLE;
        if (type == typeof(int)) return TF_DataType.TF_INT32;
        if (type == typeof(long)) return TF_DataType.TF_INT64;
        if (type == typeof(bool)) return TF_DataType.TF_BOOL;
        if (type == typeof(byte)) return TF_DataType.TF_UINT8;
        if (type == typeof(sbyte)) return TF_DataType.TF_INT8;
        if (type == typeof(short)) return TF_DataType.TF_INT16;
        if (type == typeof(ushort)) return TF_DataType.TF_UINT16;
        if (type == typeof(uint)) return TF_DataType.TF_UINT32;
        if (type == typeof(ulong)) return TF_DataType.TF_UINT64;
        if (type == typeof(Half)) return TF_DataType.TF_HALF;
        if (type == typeof(string) || type == typeof(char)) return TF_DataType.TF_STRING;
        throw new TypeError($"A value of type {type} cannot become a tensor; use a number, a boolean, a string, or arrays of them.");
    }

    /// <summary>The .NET type of one element.</summary>
    /// <exception cref="TypeError">The type has no counterpart in .NET.</exception>
    public static Type as_system_dtype(this TF_DataType type) => type.as_base_dtype() switch
    {
        TF_DataType.TF_FLOAT => typeof(float),
        TF_DataType.TF_DOUBLE => typeof(double),
        TF_DataType.TF_INT32 => typeof(int),
        TF_DataType.TF_INT64 => typeof(long),
        TF_DataType.TF_BOOL => typeof(bool),
        TF_DataType.TF_UINT8 => typeof(byte),
        TF_DataType.TF_INT8 => typeof(sbyte),
        TF_DataType.TF_INT16 => typeof(short),
        TF_DataType.TF_UINT16 => typeof(ushort),
        TF_DataType.TF_UINT32 => typeof(uint),
        TF_DataType.TF_UINT64 => typeof(ulong),
        TF_DataType.TF_HALF => typeof(Half),
        TF_DataType.TF_STRING => typeof(string),
        _ => throw new TypeError($"Tensors of type {type.as_numpy_name()} have no .NET counterpart."),
    };

    /// <summary>Bytes of one element; 0 for strings, resources and variants, which are objects.</summary>
    public static int size(this TF_DataType type) => type.as_base_dtype() switch
    {
        TF_DataType.TF_FLOAT or TF_DataType.TF_INT32 or TF_DataType.TF_UINT32 => 4,
        TF_DataType.TF_DOUBLE or TF_DataType.TF_INT64 or TF_DataType.TF_UINT64 => 8,
        TF_DataType.TF_HALF or TF_DataType.TF_BFLOAT16 or TF_DataType.TF_INT16 or TF_DataType.TF_UINT16 => 2,
        TF_DataType.TF_BOOL or TF_DataType.TF_INT8 or TF_DataType.TF_UINT8 => 1,
        _ => 0,
    };

    /// <summary>True for float16, bfloat16, float32 and float64.</summary>
    public static bool is_floating(this TF_DataType type) => type.as_base_dtype() is
        TF_DataType.TF_FLOAT or TF_DataType.TF_DOUBLE or TF_DataType.TF_HALF or TF_DataType.TF_BFLOAT16;

    /// <summary>True for signed and unsigned integers.</summary>
    public static bool is_integer(this TF_DataType type) => type.as_base_dtype() is
        TF_DataType.TF_INT8 or TF_DataType.TF_INT16 or TF_DataType.TF_INT32 or TF_DataType.TF_INT64 or
        TF_DataType.TF_UINT8 or TF_DataType.TF_UINT16 or TF_DataType.TF_UINT32 or TF_DataType.TF_UINT64;

    /// <summary>True where tf.gradients can flow: floating and complex types.</summary>
    public static bool is_trainable(this TF_DataType type) => type.is_floating() ||
        type.as_base_dtype() is TF_DataType.TF_COMPLEX64 or TF_DataType.TF_COMPLEX128 or TF_DataType.TF_VARIANT or TF_DataType.TF_RESOURCE;
}
