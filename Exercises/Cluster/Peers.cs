using System.Globalization;
using System.Net.Sockets;
using TfExercises.Lessons;

namespace TfExercises.Cluster;

/// <summary>Waits for other processes of the cluster. TensorFlow would wait too, but neither say for whom nor let itself be stopped.</summary>
static class Peers
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>Returns when all parameter servers take connections; says for whom it waits.</summary>
    /// <exception cref="OperationCanceledException">The user stopped the lesson.</exception>
    public static void WaitForParameterServers(ClusterPlace place, LessonContext lesson)
    {
        foreach (var task in place.Cluster.task_indices(ClusterPlace.ParameterServers))
        {
            var address = place.Cluster.task_address(ClusterPlace.ParameterServers, task);
            for (var told = false; !Answers(address); told = true)
            {
                if (!told)
                    Console.WriteLine($"パラメータサーバ{task} ({address}) を待つ / waiting for parameter server {task} at {address}");
                lesson.Wait(Pause);
            }
        }
    }

    /// <summary>Host and port of an address; the port is -1 where there is none.</summary>
    public static (string Host, int Port) Split(string address)
    {
        var colon = address.LastIndexOf(':');
        return colon >= 0 && int.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (address[..colon].Trim('[', ']'), port)
            : (address, -1);
    }

    static bool Answers(string address)
    {
        var (host, port) = Split(address);
        using var client = new TcpClient();
        try
        {
            return client.ConnectAsync(host, port).Wait(Patience);
        }
        catch (AggregateException error) when (error.InnerException is SocketException)
        {
            return false;
        }
    }
}
