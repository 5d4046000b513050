using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Tensorflow.Keras.Saving;

/// <summary>The zip of a <c>.keras</c> file: metadata.json, config.json, model.weights.h5, none of them packed.</summary>
internal static class KerasArchive
{
    private const string Metadata = "metadata.json";
    private const string Config = "config.json";
    private const string Weights = "model.weights.h5";

    /// <summary>True when the stream begins as a zip does.</summary>
    public static bool IsIn(Stream stream)
    {
        Span<byte> head = stackalloc byte[4];
        stream.Position = 0;
        var count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return count == head.Length && head.StartsWith("PK\x3\x4"u8);
    }

    public static void Write(Stream stream, JsonObject config, Action<Stream> writeWeights)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        WriteText(zip, Metadata, new JsonObject
        {
            ["keras_version"] = Model.KerasVersion,
            ["date_saved"] = DateTime.Now.ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture),
        });
        WriteText(zip, Config, config);
        using var weights = new MemoryStream();
        writeWeights(weights);
        using var entry = zip.CreateEntry(Weights, CompressionLevel.NoCompression).Open();
        weights.WriteTo(entry);
    }

    /// <summary>Reads the configuration and the weights.</summary>
    /// <exception cref="ValueError">The zip is cut short, or lacks one of them.</exception>
    public static void Read(Stream stream, string origin, Action<JsonObject, Stream> read)
    {
        JsonObject config;
        var weights = new MemoryStream();
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            using (var text = Entry(zip, Config, origin)) config = JsonNode.Parse(text) as JsonObject ?? throw new ValueError($"{origin}: {Config} is no object.");
            using var entry = Entry(zip, Weights, origin);
            entry.CopyTo(weights);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or System.Text.Json.JsonException)
        {
            throw new ValueError($"{origin} is no whole .keras file; it is cut short or damaged: {error.Message}", error);
        }
        read(config, weights);
    }

    private static Stream Entry(ZipArchive zip, string name, string origin) => zip.GetEntry(name)?.Open()
        ?? throw new ValueError($"{origin} is a zip, but no .keras file: it lacks {name}. It has: {string.Join(", ", zip.Entries.Select(e => e.FullName))}.");

    private static void WriteText(ZipArchive zip, string name, JsonObject content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(Encoding.UTF8.GetBytes(PythonJson.Write(content)));
    }
}
