using System.Security.Cryptography;
using Tensorflow.Files;
using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras.Datasets;

/// <summary>Files of data sets in a folder; what is missing is downloaded and checked.</summary>
internal sealed class DatasetCache
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Func<HttpMessageHandler> _handler;
    private readonly TimeSpan _patience;
    private string? _unreachable;

    /// <param name="folder">Where the files stand.</param>
    /// <param name="handler">Makes what sends requests; the network's unless given.</param>
    /// <param name="patience">How long to wait for a connection, an answer, or the next bytes.</param>
    public DatasetCache(string folder, Func<HttpMessageHandler>? handler = null, TimeSpan? patience = null)
    {
        Folder = folder;
        _patience = patience ?? s_patience;
        _handler = handler ?? (() => new SocketsHttpHandler { ConnectTimeout = _patience });
    }

    /// <summary>Keras' own folder.</summary>
    public static DatasetCache Default { get; } = new(Path.Combine(
        Environment.GetEnvironmentVariable("KERAS_HOME") is { Length: > 0 } home ? home : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".keras"),
        "datasets"));

    public string Folder { get; }

    /// <summary>The place of a file, which need not be there.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Downloads a file into the folder.</summary>
    /// <param name="name">The file's name in the folder.</param>
    /// <param name="url">Where it is had.</param>
    /// <param name="checksum">Its checksum in hexadecimal digits: MD5 (32 digits) or SHA-256 (64).</param>
    /// <returns>Null, or why it could not be had. Once a server was out of reach no further download is tried.</returns>
    public string? Download(string name, Uri url, string checksum)
    {
        if (_unreachable is not null) return _unreachable;
        try
        {
            Console.Error.WriteLine($"Downloading data from {url}");
            var content = Fetch(url).GetAwaiter().GetResult();
            var found = Convert.ToHexStringLower(checksum.Length == 32 ? MD5.HashData(content) : SHA256.HashData(content));
            if (found != checksum) return $"{url}: the checksum is {found}, expected {checksum} ({content.Length} bytes)";
            AtomicFile.Write(PathOf(name), stream => stream.Write(content));
            return null;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            var reason = error is OperationCanceledException ? $"no answer within {_patience.TotalSeconds:0.#} seconds" : error.Message;
            return _unreachable = $"{url}: {reason}";
        }
    }

    private async Task<byte[]> Fetch(Uri url)
    {
        using var client = new HttpClient(_handler()) { Timeout = Timeout.InfiniteTimeSpan };
        using var limit = new CancellationTokenSource(_patience);
        using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        using var stream = await answer.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (true)
        {
            limit.CancelAfter(_patience);
            var count = await stream.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
            if (count == 0) return content.ToArray();
            content.Write(buffer, 0, count);
        }
    }
}
