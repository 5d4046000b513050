using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras.Datasets;
using Tensorflow.NumPy;
using TfExercises.Tests.Data;
using static Tensorflow.KerasApi;
using NumSharpArray = NumSharp.NDArray;

namespace TfExercises.Tests.Keras.Datasets;

sealed class DatasetTests
{
    static readonly Uri s_url = new("https://example.org/data/file.bin");

    TemporaryFolder folder = null!;
    CapturedError error = null!;

    [SetUp]
    public void Begin()
    {
        folder = new TemporaryFolder();
        error = new CapturedError();
    }

    [TearDown]
    public void End()
    {
        error.Dispose();
        folder.Dispose();
    }

    [Test]
    public void MnistIsReadFromTheFolder()
    {
        var arrays = new Dictionary<string, NumSharpArray>
        {
            ["x_train"] = Bytes(3, 28, 28), ["y_train"] = Bytes(3), ["x_test"] = Bytes(2, 28, 28), ["y_test"] = Bytes(2),
        };
        NumSharp.np.savez_compressed(folder["mnist.npz"], arrays);
        var (x_train, y_train, x_test, y_test) = new Mnist(Offline()).load_data();
        Assert.That(x_train.shape, Is.EqualTo(new[] { 3, 28, 28 }));
        Assert.That(x_train.ToArray<byte>(), Is.EqualTo(arrays["x_train"].ToArray<byte>()));
        Assert.That(y_train.ToArray<byte>(), Is.EqualTo(new byte[] { 0, 1, 2 }));
        Assert.That(x_test.shape, Is.EqualTo(new[] { 2, 28, 28 }));
        Assert.That(y_test.ToArray<byte>(), Is.EqualTo(new byte[] { 0, 1 }));
        Assert.That(error.Text, Is.Empty);
    }

    [Test]
    public void ADamagedMnistIsRefused()
    {
        File.WriteAllBytes(folder["mnist.npz"], [1, 2, 3]);
        Assert.That(() => new Mnist(Offline()).load_data(), Throws.TypeOf<ValueError>().With.Message.Contains("mnist.npz is no whole file of MNIST"));
        NumSharp.np.savez_compressed(folder["mnist.npz"], new Dictionary<string, NumSharpArray> { ["x_train"] = Bytes(1, 28, 28) });
        Assert.That(() => new Mnist(Offline()).load_data(), Throws.TypeOf<ValueError>().With.Message.Contains("y_train"));
    }

    [Test]
    public void WithoutANetworkMnistIsTheCarriedImages()
    {
        var requests = 0;
        var mnist = new Mnist(new DatasetCache(folder.Path, () => new Answer(_ =>
        {
            requests++;
            return Task.FromException<HttpResponseMessage>(new HttpRequestException("no such host"));
        })));
        var ((x_train, y_train), (x_test, y_test)) = mnist.load_data();
        Assert.That((x_train.shape, y_train.shape, x_test.shape, y_test.shape), Is.EqualTo((new[] { 9000, 28, 28 }, new[] { 9000 }, new[] { 1000, 28, 28 }, new[] { 1000 })));
        Assert.That(x_train.dtype, Is.EqualTo(typeof(byte)));
        Assert.That(x_train.ToArray<byte>().Max(), Is.EqualTo(255));
        Assert.That(y_test.ToArray<byte>().Distinct().Order(), Is.EqualTo(Enumerable.Range(0, 10)));
        Assert.That(error.Text, Does.Contain("no such host").And.Contain("10,000 images carried with the library: 9,000 for training, 1,000 for the test"));
        mnist.load_data();
        Assert.That(requests, Is.EqualTo(1), "an unreachable server is asked once");
    }

    [Test]
    public void ADownloadIsCheckedAndKept()
    {
        byte[] content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)i)];
        var cache = new DatasetCache(folder.Path, () => new Answer(_ => Task.FromResult(Ok(content))));
        Assert.That(cache.Download("a/file.bin", s_url, Convert.ToHexStringLower(SHA256.HashData(content))), Is.Null);
        Assert.That(File.ReadAllBytes(folder["a/file.bin"]), Is.EqualTo(content));
        Assert.That(cache.Download("b.bin", s_url, Convert.ToHexStringLower(MD5.HashData(content))), Is.Null);
        Assert.That(cache.Download("c.bin", s_url, new string('0', 64)), Does.Contain("the checksum is").And.Contain("expected 0000").And.Contain("200000 bytes"));
        Assert.That(File.Exists(folder["c.bin"]), Is.False);
    }

    [Test]
    public void AServerThatDoesNotAnswerIsGivenUp()
    {
        var cache = new DatasetCache(folder.Path, () => new Answer(async cancel =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            throw new InvalidOperationException();
        }), TimeSpan.FromSeconds(0.2));
        Assert.That(cache.Download("file.bin", s_url, ""), Does.EndWith("no answer within 0.2 seconds"));
        cache = new DatasetCache(folder.Path, () => new Answer(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound))));
        Assert.That(cache.Download("file.bin", s_url, ""), Does.Contain("404"));
    }

    [Test]
    public void DownloadsGoOverRealSockets()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await server.AcceptTcpClientAsync();
            using var stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[4096]);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"));
        });
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/hello.txt");
        Assert.That(new DatasetCache(folder.Path).Download("hello.txt", url, Convert.ToHexStringLower(SHA256.HashData("hello"u8))), Is.Null);
        Assert.That(File.ReadAllText(folder["hello.txt"]), Is.EqualTo("hello"));
        Assert.That(serving.Wait(TimeSpan.FromSeconds(10)), Is.True);
        server.Stop();
        Assert.That(new DatasetCache(folder.Path).Download("hello.txt", url, ""), Does.StartWith(url.ToString()));
    }

    [Test]
    public void FashionMnistIsReadFromTheFolder()
    {
        using var files = new MnistFolder(packed: true);
        Directory.CreateDirectory(folder["fashion-mnist"]);
        foreach (var file in Directory.GetFiles(files.Path)) File.Copy(file, folder[$"fashion-mnist/{Path.GetFileName(file)}"]);
        var ((x_train, y_train), (x_test, y_test)) = new FashionMnist(Offline()).load_data();
        Assert.That((x_train.shape, x_test.shape), Is.EqualTo((new[] { 3, 28, 28 }, new[] { 2, 28, 28 })));
        Assert.That((y_train.ToArray<byte>(), y_test.ToArray<byte>()), Is.EqualTo((new byte[] { 0, 1, 2 }, new byte[] { 0, 1 })));
        File.Delete(folder["fashion-mnist/t10k-labels-idx1-ubyte.gz"]);
        Assert.That(() => new FashionMnist(Offline()).load_data(), Throws.TypeOf<FileNotFoundException>().With.Message.Contains("t10k-labels-idx1-ubyte.gz is not there and could not be downloaded")
            .And.Message.EndsWith($"none of its images are carried with the library: put the four files of Fashion-MNIST into {folder["fashion-mnist"]}."));
    }

    [Test]
    public void IrisIsSplitInTheOrderOfItsSeed()
    {
        var ((x_train, y_train), (x_test, y_test)) = keras.datasets.iris.load_data();
        Assert.That((x_train.shape, x_test.shape), Is.EqualTo((new[] { 120, 4 }, new[] { 30, 4 })));
        var order = ((NumSharpArray)new RandomState(113).permutation(150)).astype(NumSharp.np.int32).ToArray<int>();
        int[] labels = [.. y_train.ToArray<int>(), .. y_test.ToArray<int>()];
        Assert.That(labels, Is.EqualTo(order.Select(i => i / 50)), "the file holds 50 flowers of each species, one species after the other");
        var first = TfExercises.Data.Iris.Load().Flowers[order[0]];
        Assert.That(x_train.ToArray<float>()[..4], Is.EqualTo(new[] { first.SepalLength, first.SepalWidth, first.PetalLength, first.PetalWidth }));
        Assert.That(() => keras.datasets.iris.load_data(test_split: 1), Throws.TypeOf<ValueError>().With.Message.Contains("[0, 1)"));
    }

    DatasetCache Offline() => new(folder.Path, () => new Answer(_ => Task.FromException<HttpResponseMessage>(new HttpRequestException("offline"))));

    static HttpResponseMessage Ok(byte[] content) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(content) };

    static NumSharpArray Bytes(params int[] shape) =>
        new(Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => (byte)i).ToArray(), new NumSharp.Shape(shape));

    /// <summary>Answers requests in place of the network.</summary>
    sealed class Answer(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(cancellationToken);
    }
}
