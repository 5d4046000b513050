using Google.Protobuf;
using Tensorflow.Files;

namespace Tensorflow.SavedModels;

/// <summary>
/// The folder of a SavedModel: <c>saved_model.pb</c> (the message SavedModel) or its text form, <c>variables/variables</c> (a checkpoint), <c>assets/</c>.
/// </summary>
internal static class SavedModelFiles
{
    public const long SchemaVersion = 1;
    public const string MainOpKey = "saved_model_main_op";
    public const string LegacyInitOpKey = "legacy_init_op";
    public const string AssetsKey = "saved_model_assets";

    /// <summary>The signature by which TensorFlow 2 names the operation to run after loading.</summary>
    public const string InitOpSignature = "__saved_model_init_op";

    public static string Binary(string folder) => Path.Combine(folder, "saved_model.pb");

    public static string Text(string folder) => Path.Combine(folder, "saved_model.pbtxt");

    public static string Variables(string folder) => Path.Combine(folder, "variables", "variables");

    public static string Asset(string folder, string name) => Path.Combine(folder, "assets", name);

    public static bool IsThere(string folder) => File.Exists(Binary(folder)) || File.Exists(Text(folder));

    /// <summary>Writes the message and gives the file's path.</summary>
    public static string Write(string folder, SavedModel model, bool asText)
    {
        var path = asText ? Text(folder) : Binary(folder);
        AtomicFile.Write(path, stream =>
        {
            if (asText) stream.Write(System.Text.Encoding.UTF8.GetBytes(TextFormatWriter.Write(model)));
            else model.WriteTo(stream);
        });
        return path;
    }

    /// <exception cref="NotFoundError">The folder holds no SavedModel.</exception>
    /// <exception cref="DataLossError">Its file is no SavedModel.</exception>
    public static SavedModel Read(string folder)
    {
        if (!IsThere(folder)) throw new NotFoundError($"SavedModel file does not exist at: {folder}/{{saved_model.pbtxt|saved_model.pb}}. Give the folder that tf.saved_model.simple_save or a Builder wrote.");
        var path = File.Exists(Binary(folder)) ? Binary(folder) : Text(folder);
        try
        {
            if (path == Binary(folder)) return SavedModel.Parser.ParseFrom(File.ReadAllBytes(path));
            var model = new SavedModel();
            TextFormatReader.Read(File.ReadAllText(path), model);
            return model;
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or ValueError)
        {
            throw new DataLossError($"Cannot parse file {path}: {error.Message}", null, error);
        }
    }
}
