using Google.Protobuf;

namespace Tensorflow.Summaries;

/// <summary>
/// One event file of TensorBoard, <c>events.out.tfevents.SECONDS.HOST</c>, opened with the event that tells its version.
/// Safe to use from several threads.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _stream;

    /// <param name="folder">Made where it is missing.</param>
    /// <param name="suffix">The end of the file's name.</param>
    public EventFile(string folder, string suffix = "")
    {
        Directory.CreateDirectory(folder);
        var stem = System.IO.Path.Combine(folder, $"events.out.tfevents.{DateTimeOffset.UtcNow.ToUnixTimeSeconds():D10}.{Environment.MachineName}");
        _stream = Open(stem, suffix);
        Write(new Event { FileVersion = "brain.Event:2", SourceMetadata = new SourceMetadata { Writer = "tensorflow.core.util.events_writer" } });
        Flush();
    }

    public string Path => _stream.Name;

    /// <summary>Appends an event; its wall time is now.</summary>
    public void Write(Event item)
    {
        item.WallTime = (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;
        lock (_gate) TFRecord.Write(_stream, item.ToByteArray());
    }

    public void Flush()
    {
        lock (_gate) _stream.Flush(flushToDisk: false);
    }

    public void Dispose()
    {
        lock (_gate) _stream.Dispose();
    }

    /// <summary>The events of a file, in order.</summary>
    /// <exception cref="DataLossError">The file is cut short or damaged.</exception>
    public static IEnumerable<Event> Read(string path) => TFRecord.Read(path).Select(Event.Parser.ParseFrom);

    // Two files begun within one second differ by a number before the suffix.
    private static FileStream Open(string stem, string suffix)
    {
        for (var number = 0; ; number++)
        {
            var path = $"{stem}{(number == 0 ? "" : $".{number}")}{suffix}";
            if (File.Exists(path)) continue;
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            }
            catch (IOException) when (File.Exists(path))
            {
                continue;
            }
        }
    }
}
