using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Tensorflow.Native;

/// <summary>A server of TensorFlow's C API.</summary>
internal sealed unsafe class NativeServer : ClusterServer
{
    private readonly ServerHandle _handle;

    public NativeServer(ServerDef server)
    {
        using var status = CApi.TF_NewStatus();
        var bytes = server.ToByteArray();
        fixed (byte* data = bytes) _handle = CApi.TF_NewServer(data, (nuint)bytes.Length, status);
        status.Check();
        Target = Marshal.PtrToStringUTF8(CApi.TF_ServerTarget(_handle))!;
    }

    public override string Target { get; }

    public override void Start()
    {
        using var status = CApi.TF_NewStatus();
        CApi.TF_ServerStart(_handle, status);
        status.Check();
    }

    public override void Join()
    {
        using var status = CApi.TF_NewStatus();
        CApi.TF_ServerJoin(_handle, status);
        status.Check();
    }
}
