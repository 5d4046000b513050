using System.Numerics;

namespace Tensorflow.Ops;

/// <summary>A kernel for every number type.</summary>
internal interface INumberKernel
{
    static abstract void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}

/// <summary>A kernel for float32 and float64.</summary>
internal interface IFloatKernel
{
    static abstract void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>;
}

/// <summary>A kernel that only moves elements: it is run for an unsigned integer of the element's size.</summary>
internal interface IMoveKernel
{
    static abstract void Run<T>(KernelContext k) where T : unmanaged;

    static abstract void RunObjects(KernelContext k);
}

/// <summary>Calls a generic kernel for a tensor's element type.</summary>
internal static class Dispatch
{
    public static void Number<TKernel>(KernelContext k, TF_DataType type) where TKernel : INumberKernel
    {
        switch (type)
        {
            case TF_DataType.TF_FLOAT: TKernel.Run<float>(k); break;
            case TF_DataType.TF_DOUBLE: TKernel.Run<double>(k); break;
            case TF_DataType.TF_INT32: TKernel.Run<int>(k); break;
            case TF_DataType.TF_INT64: TKernel.Run<long>(k); break;
            case TF_DataType.TF_UINT8: TKernel.Run<byte>(k); break;
            case TF_DataType.TF_INT8: TKernel.Run<sbyte>(k); break;
            case TF_DataType.TF_INT16: TKernel.Run<short>(k); break;
            case TF_DataType.TF_UINT16: TKernel.Run<ushort>(k); break;
            case TF_DataType.TF_UINT32: TKernel.Run<uint>(k); break;
            case TF_DataType.TF_UINT64: TKernel.Run<ulong>(k); break;
            default: throw Unsupported(k, type);
        }
    }

    public static void Floating<TKernel>(KernelContext k, TF_DataType type) where TKernel : IFloatKernel
    {
        switch (type)
        {
            case TF_DataType.TF_FLOAT: TKernel.Run<float>(k); break;
            case TF_DataType.TF_DOUBLE: TKernel.Run<double>(k); break;
            default: throw Unsupported(k, type);
        }
    }

    public static void Move<TKernel>(KernelContext k, TF_DataType type) where TKernel : IMoveKernel
    {
        switch (type.size())
        {
            case 1: TKernel.Run<byte>(k); break;
            case 2: TKernel.Run<ushort>(k); break;
            case 4: TKernel.Run<uint>(k); break;
            case 8: TKernel.Run<ulong>(k); break;
            default: TKernel.RunObjects(k); break;
        }
    }

    public static UnimplementedError Unsupported(KernelContext k, TF_DataType type) =>
        new($"The managed engine has no kernel of '{k.NodeName}' for {type.as_numpy_name()}; cast to float32, float64, int32 or int64.");
}
