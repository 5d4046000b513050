namespace Tensorflow;

/// <summary><c>tf.saved_model.signature_def_utils</c>: what a model computes, by names that callers use.</summary>
public sealed class SignatureDefUtilsApi
{
    internal SignatureDefUtilsApi() { }

    /// <summary>A signature of descriptions of tensors (<c>tf.saved_model.utils.build_tensor_info</c>).</summary>
    public SignatureDef build_signature_def(Dictionary<string, TensorInfo>? inputs = null, Dictionary<string, TensorInfo>? outputs = null, string? method_name = null)
    {
        var signature = new SignatureDef { MethodName = method_name ?? "" };
        foreach (var (key, info) in inputs ?? []) signature.Inputs[key] = info;
        foreach (var (key, info) in outputs ?? []) signature.Outputs[key] = info;
        return signature;
    }

    /// <summary>A signature that computes tensors from tensors.</summary>
    /// <exception cref="ValueError">There is no input or no output.</exception>
    public SignatureDef predict_signature_def(Dictionary<string, Tensor> inputs, Dictionary<string, Tensor> outputs)
    {
        if (inputs.Count == 0) throw new ValueError("Prediction inputs cannot be None or empty.");
        if (outputs.Count == 0) throw new ValueError("Prediction outputs cannot be None or empty.");
        return build_signature_def(Infos(inputs), Infos(outputs), Constants.PREDICT_METHOD_NAME);
    }

    /// <summary>A signature that gives each example its classes (strings), their scores, or both.</summary>
    /// <param name="examples">Serialized examples: strings.</param>
    /// <param name="classes">Strings; null for none.</param>
    /// <param name="scores">float32 numbers; null for none.</param>
    /// <exception cref="ValueError">A type does not fit, or there are neither classes nor scores.</exception>
    public SignatureDef classification_signature_def(Tensor examples, Tensor? classes, Tensor? scores)
    {
        if (classes is null && scores is null) throw new ValueError("Classification classes and scores cannot both be None.");
        RequireType("Classification input", examples, TF_DataType.TF_STRING);
        var outputs = new Dictionary<string, Tensor>();
        if (classes is not null) outputs[Constants.CLASSIFY_OUTPUT_CLASSES] = RequireType("Classification classes", classes, TF_DataType.TF_STRING);
        if (scores is not null) outputs[Constants.CLASSIFY_OUTPUT_SCORES] = RequireType("Classification scores", scores, TF_DataType.TF_FLOAT);
        return build_signature_def(Infos(new() { [Constants.CLASSIFY_INPUTS] = examples }), Infos(outputs), Constants.CLASSIFY_METHOD_NAME);
    }

    /// <summary>A signature that gives each example a number.</summary>
    /// <param name="examples">Serialized examples: strings.</param>
    /// <param name="predictions">float32 numbers.</param>
    /// <exception cref="ValueError">A type does not fit.</exception>
    public SignatureDef regression_signature_def(Tensor examples, Tensor predictions)
    {
        RequireType("Regression input", examples, TF_DataType.TF_STRING);
        RequireType("Regression output", predictions, TF_DataType.TF_FLOAT);
        return build_signature_def(Infos(new() { [Constants.REGRESS_INPUTS] = examples }), Infos(new() { [Constants.REGRESS_OUTPUTS] = predictions }), Constants.REGRESS_METHOD_NAME);
    }

    /// <summary>True for a signature that TensorFlow Serving can serve.</summary>
    public bool is_valid_signature(SignatureDef signature_def) => signature_def.MethodName switch
    {
        Constants.PREDICT_METHOD_NAME => signature_def.Inputs.Count > 0 && signature_def.Outputs.Count > 0,
        Constants.CLASSIFY_METHOD_NAME => Has(signature_def.Inputs, Constants.CLASSIFY_INPUTS, DataType.DtString) && signature_def.Outputs.Count > 0
            && signature_def.Outputs.All(o => o.Key switch
            {
                Constants.CLASSIFY_OUTPUT_CLASSES => o.Value.Dtype == DataType.DtString,
                Constants.CLASSIFY_OUTPUT_SCORES => o.Value.Dtype == DataType.DtFloat,
                _ => false,
            }),
        Constants.REGRESS_METHOD_NAME => Has(signature_def.Inputs, Constants.REGRESS_INPUTS, DataType.DtString) && Has(signature_def.Outputs, Constants.REGRESS_OUTPUTS, DataType.DtFloat),
        _ => false,
    };

    private static bool Has(Google.Protobuf.Collections.MapField<string, TensorInfo> infos, string key, DataType type) =>
        infos.Count == 1 && infos.TryGetValue(key, out var info) && info.Dtype == type;

    private static Dictionary<string, TensorInfo> Infos(Dictionary<string, Tensor> tensors) =>
        tensors.ToDictionary(t => t.Key, t => Binding.tf.saved_model.utils.build_tensor_info(t.Value));

    private static Tensor RequireType(string what, Tensor tensor, TF_DataType type) => tensor.dtype.as_base_dtype() == type
        ? tensor
        : throw new ValueError($"{what} tensors must be of type {type.as_numpy_name()}, but {tensor.name} is {tensor.dtype.as_numpy_name()} (made at {tensor.op.DefinedAt}).");

    /// <summary>The names of signatures.</summary>
    internal static class Constants
    {
        public const string PREDICT_METHOD_NAME = "tensorflow/serving/predict";
        public const string CLASSIFY_INPUTS = "inputs";
        public const string CLASSIFY_METHOD_NAME = "tensorflow/serving/classify";
        public const string CLASSIFY_OUTPUT_CLASSES = "classes";
        public const string CLASSIFY_OUTPUT_SCORES = "scores";
        public const string REGRESS_INPUTS = "inputs";
        public const string REGRESS_METHOD_NAME = "tensorflow/serving/regress";
        public const string REGRESS_OUTPUTS = "outputs";
    }
}

/// <summary><c>tf.saved_model.signature_constants</c>.</summary>
public sealed class SignatureConstants
{
    internal SignatureConstants() { }

    /// <summary>The key of the signature that servers take unless told otherwise.</summary>
    public string DEFAULT_SERVING_SIGNATURE_DEF_KEY => "serving_default";

    public string PREDICT_INPUTS => "inputs";

    public string PREDICT_OUTPUTS => "outputs";

    public string PREDICT_METHOD_NAME => SignatureDefUtilsApi.Constants.PREDICT_METHOD_NAME;

    public string CLASSIFY_INPUTS => SignatureDefUtilsApi.Constants.CLASSIFY_INPUTS;

    public string CLASSIFY_METHOD_NAME => SignatureDefUtilsApi.Constants.CLASSIFY_METHOD_NAME;

    public string CLASSIFY_OUTPUT_CLASSES => SignatureDefUtilsApi.Constants.CLASSIFY_OUTPUT_CLASSES;

    public string CLASSIFY_OUTPUT_SCORES => SignatureDefUtilsApi.Constants.CLASSIFY_OUTPUT_SCORES;

    public string REGRESS_INPUTS => SignatureDefUtilsApi.Constants.REGRESS_INPUTS;

    public string REGRESS_METHOD_NAME => SignatureDefUtilsApi.Constants.REGRESS_METHOD_NAME;

    public string REGRESS_OUTPUTS => SignatureDefUtilsApi.Constants.REGRESS_OUTPUTS;
}
