using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras.Callbacks;

/// <summary>Writes the figures of each epoch as a line of a CSV file, as Python's csv module does (lines end with \r\n).</summary>
public sealed class CSVLogger : Callback
{
    private const string Missing = "NA";
    private List<string>? _keys;
    private StreamWriter? _file;
    private bool _needsHeader;

    /// <param name="filename">The file.</param>
    /// <param name="separator">What stands between the figures.</param>
    /// <param name="append">True to go on in a file that is there.</param>
    public CSVLogger(string filename, string separator = ",", bool append = false)
    {
        this.filename = filename;
        this.separator = separator;
        this.append = append;
    }

    public string filename { get; }

    public string separator { get; }

    public bool append { get; }

    public override void on_train_begin(Logs logs)
    {
        _file?.Dispose();
        _keys = null;
        _needsHeader = !append || !File.Exists(filename) || new FileInfo(filename).Length == 0;
        _file = new StreamWriter(filename, append) { NewLine = "\r\n" };
    }

    public override void on_epoch_end(int epoch, Logs logs)
    {
        if (_keys is null)
        {
            _keys = [.. logs.Keys.Order(StringComparer.Ordinal)];
            // Validation may begin in a later epoch; its columns are there from the start.
            if (!_keys.Exists(k => k.StartsWith("val_", StringComparison.Ordinal))) _keys.AddRange([.. _keys.Select(k => $"val_{k}")]);
            if (_needsHeader) WriteLine(_keys.Prepend("epoch"));
        }
        var values = _keys.Select(k => logs.TryGetValue(k, out var value) ? Python(value) : Missing);
        WriteLine(values.Prepend(epoch.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        _file!.Flush();
    }

    public override void on_train_end(Logs logs)
    {
        _file?.Dispose();
        _file = null;
    }

    private static string Python(double value) => double.IsNaN(value) ? "nan" : double.IsInfinity(value) ? value > 0 ? "inf" : "-inf" : PythonJson.Float(value);

    private void WriteLine(IEnumerable<string> fields) => _file!.WriteLine(string.Join(separator, fields.Select(Quoted)));

    private string Quoted(string field) => field.Contains(separator, StringComparison.Ordinal) || field.AsSpan().IndexOfAny("\"\r\n") >= 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
