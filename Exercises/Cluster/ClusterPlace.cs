using System.Globalization;
using Tensorflow;
using TfExercises.Lessons;
using TfExercises.Settings;

namespace TfExercises.Cluster;

/// <summary>The place of this process in a cluster: which task of which job it is, and where checkpoints go.</summary>
sealed record ClusterPlace(ClusterSpec Cluster, string Job, int Task, string CheckpointDirectory)
{
    /// <summary>The job that holds the variables.</summary>
    public const string ParameterServers = "ps";

    /// <summary>The job that trains; its task 0 is the chief, which initializes and saves.</summary>
    public const string Workers = "worker";

    public bool IsParameterServer => Job == ParameterServers;

    public bool IsChief => !IsParameterServer && Task == 0;

    /// <summary>This task as a device.</summary>
    public string Device => DeviceOf(Job, Task);

    public string Address => Cluster.task_address(Job, Task);

    public static string DeviceOf(string job, int task) => new DeviceSpec(job, task: task).to_string();

    /// <summary>The place that <c>--cluster</c>, <c>--job</c> and <c>--task</c> name.</summary>
    /// <param name="directory">What <c>--checkpoints</c> says, null for a folder of the lesson in the current directory.</param>
    /// <exception cref="UsageError">The file cannot be read or tells of no cluster, or has no such task.</exception>
    public static ClusterPlace Find(string file, string? job, string? task, string? directory, Lesson lesson)
    {
        var cluster = Read(file);
        if (job is null || task is null)
            throw new UsageError($"--cluster {file} needs --job ({ParameterServers} or {Workers}) and --task: which task of the cluster this process is.");
        if (job is not (ParameterServers or Workers))
            throw new UsageError($"--job {job}: there is no such job; expected {ParameterServers} or {Workers}.");
        var tasks = cluster.task_indices(job);
        if (!int.TryParse(task, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || !tasks.Contains(index))
            throw new UsageError($"--task {task}: the job '{job}' of {file} has no such task; it has {string.Join(", ", tasks)}.");
        return new(cluster, job, index, directory ?? Path.Combine("checkpoints", lesson.Id));
    }

    static ClusterSpec Read(string file)
    {
        ClusterSpec cluster;
        try
        {
            cluster = ClusterSpec.from_json(File.ReadAllText(file));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageError($"--cluster {file}: there is no such file.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageError($"--cluster {file} cannot be read: {error.Message}");
        }
        catch (ValueError error)
        {
            throw new UsageError($"--cluster {file}: {error.Message}");
        }
        foreach (var job in (string[])[ParameterServers, Workers])
        {
            if (!cluster.jobs.Contains(job) || !cluster.task_indices(job).Contains(0))
                throw new UsageError($"--cluster {file}: the cluster needs a job '{job}' with a task 0, but has {cluster}.");
            foreach (var task in cluster.task_indices(job))
                RequireAddress(file, job, task, cluster.task_address(job, task));
        }
        return cluster;
    }

    static void RequireAddress(string file, string job, int task, string address)
    {
        var (host, port) = Peers.Split(address);
        if (host.Length == 0 || port is < 1 or > 65535)
            throw new UsageError($"--cluster {file}: the address of {job} {task} is '{address}'; expected host:port, with a port from 1 to 65535.");
    }
}
