using System.Runtime.InteropServices;

namespace Tensorflow.Native;

/// <summary>An object of TensorFlow's, deleted once: by Dispose, else by the garbage collector.</summary>
internal abstract class NativeHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Delete(handle);
        return true;
    }

    protected abstract void Delete(nint handle);
}

internal sealed class GraphHandle : NativeHandle
{
    // TensorFlow keeps a graph until its last session is deleted, so the order does not matter.
    protected override void Delete(nint handle) => CApi.TF_DeleteGraph(handle);
}

internal sealed class ImportOptionsHandle : NativeHandle
{
    protected override void Delete(nint handle) => CApi.TF_DeleteImportGraphDefOptions(handle);
}

internal sealed class SessionOptionsHandle : NativeHandle
{
    protected override void Delete(nint handle) => CApi.TF_DeleteSessionOptions(handle);
}

internal sealed class DeviceListHandle : NativeHandle
{
    protected override void Delete(nint handle) => CApi.TF_DeleteDeviceList(handle);
}

internal sealed class ServerHandle : NativeHandle
{
    // TensorFlow cannot stop a server that was started, and aborts the process that deletes it: it lives as long as the process.
    protected override void Delete(nint handle)
    {
        using var status = CApi.TF_NewStatus();
        CApi.TF_ServerStop(handle, status);
        if (CApi.TF_GetCode(status) == 0) CApi.TF_DeleteServer(handle);
    }
}

internal sealed class SessionHandle : NativeHandle
{
    protected override void Delete(nint handle)
    {
        using var status = CApi.TF_NewStatus();
        CApi.TF_CloseSession(handle, status);
        CApi.TF_DeleteSession(handle, status);
    }
}

internal sealed class StatusHandle : NativeHandle
{
    protected override void Delete(nint handle) => CApi.TF_DeleteStatus(handle);
}
