using System.Runtime.InteropServices;

namespace Tensorflow.Native;

/// <summary>A tensor of a native graph: an operation and the index of its output.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TF_Output
{
    public nint Operation;
    public int Index;
}

/// <summary>Bytes that the caller owns.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TF_Buffer
{
    public void* Data;
    public nuint Length;
    public nint Deallocator;
}

/// <summary>The functions of TensorFlow's C API that this engine calls (c_api.h, tf_tensor.h, tf_tstring.h), under their own names.</summary>
internal static unsafe partial class CApi
{
    /// <summary>What the functions are imported from; <see cref="TensorflowLibrary"/> says which file that is.</summary>
    public const string Library = "tensorflow";

    /// <summary>Bytes of a TF_TString, the element of a tensor of strings.</summary>
    public const int StringSize = 24;

    [LibraryImport(Library)]
    public static partial nint TF_Version();

    [LibraryImport(Library)]
    public static partial StatusHandle TF_NewStatus();

    [LibraryImport(Library)]
    public static partial void TF_DeleteStatus(nint status);

    [LibraryImport(Library)]
    public static partial int TF_GetCode(StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TF_Message(StatusHandle status);

    [LibraryImport(Library)]
    public static partial GraphHandle TF_NewGraph();

    [LibraryImport(Library)]
    public static partial void TF_DeleteGraph(nint graph);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint TF_GraphOperationByName(GraphHandle graph, string name);

    [LibraryImport(Library)]
    public static partial ImportOptionsHandle TF_NewImportGraphDefOptions();

    [LibraryImport(Library)]
    public static partial void TF_DeleteImportGraphDefOptions(nint options);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TF_ImportGraphDefOptionsAddInputMapping(ImportOptionsHandle options, string name, int index, TF_Output existing);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TF_ImportGraphDefOptionsRemapControlDependency(ImportOptionsHandle options, string name, nint existing);

    [LibraryImport(Library)]
    public static partial void TF_ImportGraphDefOptionsSetValidateColocationConstraints(ImportOptionsHandle options, byte enable);

    [LibraryImport(Library)]
    public static partial void TF_GraphImportGraphDef(GraphHandle graph, TF_Buffer* graphDef, ImportOptionsHandle options, StatusHandle status);

    [LibraryImport(Library)]
    public static partial SessionOptionsHandle TF_NewSessionOptions();

    [LibraryImport(Library)]
    public static partial void TF_DeleteSessionOptions(nint options);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TF_SetTarget(SessionOptionsHandle options, string target);

    [LibraryImport(Library)]
    public static partial void TF_SetConfig(SessionOptionsHandle options, byte* proto, nuint length, StatusHandle status);

    [LibraryImport(Library)]
    public static partial SessionHandle TF_NewSession(GraphHandle graph, SessionOptionsHandle options, StatusHandle status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SessionHandle TF_LoadSessionFromSavedModel(
        SessionOptionsHandle options, TF_Buffer* runOptions, string exportDir, string[] tags, int tagCount, GraphHandle graph, TF_Buffer* metaGraphDef, StatusHandle status);

    [LibraryImport(Library)]
    public static partial TF_Buffer* TF_NewBuffer();

    [LibraryImport(Library)]
    public static partial void TF_DeleteBuffer(TF_Buffer* buffer);

    [LibraryImport(Library)]
    public static partial void TF_CloseSession(nint session, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_DeleteSession(nint session, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_SessionRun(
        SessionHandle session, TF_Buffer* runOptions, TF_Output* inputs, nint* inputValues, int inputCount, TF_Output* outputs, nint* outputValues, int outputCount,
        nint* targets, int targetCount, TF_Buffer* runMetadata, StatusHandle status);

    [LibraryImport(Library)]
    public static partial ServerHandle TF_NewServer(byte* proto, nuint length, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_DeleteServer(nint server);

    [LibraryImport(Library)]
    public static partial void TF_ServerStart(ServerHandle server, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_ServerStop(nint server, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_ServerJoin(ServerHandle server, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TF_ServerTarget(ServerHandle server);

    [LibraryImport(Library)]
    public static partial DeviceListHandle TF_SessionListDevices(SessionHandle session, StatusHandle status);

    [LibraryImport(Library)]
    public static partial void TF_DeleteDeviceList(nint list);

    [LibraryImport(Library)]
    public static partial int TF_DeviceListCount(DeviceListHandle list);

    [LibraryImport(Library)]
    public static partial nint TF_DeviceListName(DeviceListHandle list, int index, StatusHandle status);

    [LibraryImport(Library)]
    public static partial nint TF_NewTensor(int dtype, long* dims, int rank, void* data, nuint length, delegate* unmanaged<void*, nuint, void*, void> deallocator, void* argument);

    [LibraryImport(Library)]
    public static partial void TF_DeleteTensor(nint tensor);

    [LibraryImport(Library)]
    public static partial int TF_TensorType(nint tensor);

    [LibraryImport(Library)]
    public static partial int TF_NumDims(nint tensor);

    [LibraryImport(Library)]
    public static partial long TF_Dim(nint tensor, int index);

    [LibraryImport(Library)]
    public static partial void* TF_TensorData(nint tensor);

    [LibraryImport(Library)]
    public static partial void TF_StringInit(void* text);

    [LibraryImport(Library)]
    public static partial void TF_StringCopy(void* text, byte* source, nuint length);

    [LibraryImport(Library)]
    public static partial byte* TF_StringGetDataPointer(void* text);

    [LibraryImport(Library)]
    public static partial nuint TF_StringGetSize(void* text);

    [LibraryImport(Library)]
    public static partial void TF_StringDealloc(void* text);
}
