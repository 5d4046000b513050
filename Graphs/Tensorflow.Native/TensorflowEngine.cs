using System.Runtime.InteropServices;

namespace Tensorflow.Native;

/// <summary>The engine over TensorFlow's own runtime: a session of the C API.</summary>
internal sealed unsafe class TensorflowEngine : Engine
{
    private readonly Graph _graph;
    private readonly NativeGraph _native;
    private readonly StatusHandle _status;
    private readonly SessionHandle _session;
    private readonly PlanCache<PreparedRun> _prepared = new(byShapes: false);

    public TensorflowEngine(Graph graph, string target, ConfigProto config)
    {
        TensorflowLibrary.Load();
        _graph = graph;
        _native = new NativeGraph(graph);
        _status = CApi.TF_NewStatus();
        using var options = CApi.TF_NewSessionOptions();
        if (target.Length > 0) CApi.TF_SetTarget(options, target);
        var proto = SessionConfig.ToBytes(config);
        fixed (byte* bytes = proto) CApi.TF_SetConfig(options, bytes, (nuint)proto.Length, _status);
        _status.Check();
        _session = CApi.TF_NewSession(_native.Handle, options, _status);
        _status.Check();
    }

    /// <summary>TensorFlow's names of the devices that operations can be placed on.</summary>
    public IReadOnlyList<string> Devices()
    {
        using var list = CApi.TF_SessionListDevices(_session, _status);
        _status.Check();
        var names = new string[CApi.TF_DeviceListCount(list)];
        for (var i = 0; i < names.Length; i++) names[i] = Marshal.PtrToStringUTF8(CApi.TF_DeviceListName(list, i, _status))!;
        return names;
    }

    public override void Run<TResult>(RunRequest request, Func<TensorValue, TResult> take, Span<TResult?> results) where TResult : class
    {
        if (_native.Update(_status)) _prepared.Clear();
        var run = _prepared.Find(request);
        if (run is null)
        {
            run = new PreparedRun(request, _native);
            _prepared.Add(request, run);
        }
        try
        {
            for (var i = 0; i < run.InputValues.Length; i++) run.InputValues[i] = NativeTensor.From(request.Values[i]);
            Run(run);
            run.Take(request, take, results);
        }
        finally
        {
            run.Clear();
        }
    }

    private void Run(PreparedRun run)
    {
        if (run.Outputs.Length + run.Targets.Length == 0) return;
        fixed (TF_Output* inputs = run.Inputs, outputs = run.Outputs)
        fixed (nint* inputValues = run.InputValues, outputValues = run.OutputValues, targets = run.Targets)
        {
            CApi.TF_SessionRun(
                _session, null, inputs, inputValues, run.Inputs.Length, outputs, outputValues, run.Outputs.Length, targets, run.Targets.Length, null, _status);
        }
        _status.Check(_graph);
    }

    public override void Dispose()
    {
        _session.Dispose();
        _native.Dispose();
        _status.Dispose();
        _prepared.Clear();
    }
}
