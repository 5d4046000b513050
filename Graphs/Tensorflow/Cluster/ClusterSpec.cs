using System.Globalization;
using System.Text.Json;

namespace Tensorflow;

/// <summary>
/// The processes of a cluster: jobs, such as <c>ps</c> and <c>worker</c>, whose tasks each have a network address <c>host:port</c>.
/// Every process of the cluster is given the same.
/// </summary>
/// <example><c>new ClusterSpec(new Dictionary&lt;string, string[]&gt; { ["ps"] = ["ps0.example.com:2222"], ["worker"] = ["worker0.example.com:2222", "worker1.example.com:2222"] })</c></example>
public sealed class ClusterSpec : IEquatable<ClusterSpec>
{
    private readonly SortedDictionary<string, SortedDictionary<int, string>> _jobs = new(StringComparer.Ordinal);

    /// <summary>Jobs with the addresses of their tasks 0, 1, ...</summary>
    public ClusterSpec(IReadOnlyDictionary<string, string[]> cluster)
    {
        foreach (var (job, addresses) in cluster) Add(job, addresses.Select((address, task) => KeyValuePair.Create(task, address)));
    }

    /// <summary>Jobs with the addresses of some of their tasks by index; a process needs to know only those that it talks to.</summary>
    public ClusterSpec(IReadOnlyDictionary<string, IReadOnlyDictionary<int, string>> cluster)
    {
        foreach (var (job, tasks) in cluster) Add(job, tasks);
    }

    /// <summary>The cluster of TensorFlow's message.</summary>
    public ClusterSpec(ClusterDef cluster)
    {
        foreach (var job in cluster.Job) Add(job.Name, job.Tasks);
    }

    private ClusterSpec() { }

    /// <summary>
    /// The cluster that a JSON text tells of: <c>{"ps": ["host:port"], "worker": ["host:port", "host:port"]}</c>, or tasks by index:
    /// <c>{"worker": {"1": "host:port"}}</c>. An object with the member <c>cluster</c>, as in the environment variable TF_CONFIG, means that one.
    /// </summary>
    /// <exception cref="ValueError">The text is no JSON or does not tell of a cluster; the message says where.</exception>
    public static ClusterSpec from_json(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("cluster", out var inner)) root = inner;
            if (root.ValueKind != JsonValueKind.Object) throw new ValueError($"A cluster is an object of jobs, such as {Example}, but this is {Kind(root)}.");
            var cluster = new ClusterSpec();
            foreach (var job in root.EnumerateObject()) cluster.Add(job.Name, Tasks(job));
            return cluster;
        }
        catch (JsonException error)
        {
            throw new ValueError($"This is no JSON: {error.Message}", error);
        }
    }

    /// <summary>The names of the jobs, in order.</summary>
    public IReadOnlyList<string> jobs => [.. _jobs.Keys];

    /// <summary>How many tasks a job has.</summary>
    /// <exception cref="ValueError">There is no such job.</exception>
    public int num_tasks(string job_name) => Job(job_name).Count;

    /// <summary>The indices of a job's tasks, in order.</summary>
    /// <exception cref="ValueError">There is no such job.</exception>
    public IReadOnlyList<int> task_indices(string job_name) => [.. Job(job_name).Keys];

    /// <summary>The address of a task.</summary>
    /// <exception cref="ValueError">There is no such job or task.</exception>
    public string task_address(string job_name, int task_index) =>
        Job(job_name).TryGetValue(task_index, out var address) ? address
            : throw new ValueError(string.Create(CultureInfo.InvariantCulture, $"No task with index {task_index} in job '{job_name}'; it has {Text(Job(job_name).Keys)}."));

    /// <summary>The addresses of a job's tasks by index, null for those that are not known.</summary>
    /// <exception cref="ValueError">There is no such job.</exception>
    public IReadOnlyList<string?> job_tasks(string job_name)
    {
        var tasks = Job(job_name);
        var addresses = new string?[tasks.Count == 0 ? 0 : tasks.Keys.Max() + 1];
        foreach (var (task, address) in tasks) addresses[task] = address;
        return addresses;
    }

    /// <summary>The addresses by job and index. (Python gives a list in place of a dictionary where the indices are 0, 1, ...)</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<int, string>> as_dict() =>
        _jobs.ToDictionary(job => job.Key, job => (IReadOnlyDictionary<int, string>)job.Value.ToDictionary());

    /// <summary>The cluster as TensorFlow's message.</summary>
    public ClusterDef as_cluster_def()
    {
        var message = new ClusterDef();
        foreach (var (job, tasks) in _jobs) message.Job.Add(new JobDef { Name = job, Tasks = { tasks } });
        return message;
    }

    public static implicit operator ClusterSpec(Dictionary<string, string[]> cluster) => new(cluster);

    public static implicit operator ClusterSpec(ClusterDef cluster) => new(cluster);

    public bool Equals(ClusterSpec? other) => other is not null && as_cluster_def().Equals(other.as_cluster_def());

    public override bool Equals(object? obj) => Equals(obj as ClusterSpec);

    public override int GetHashCode() => as_cluster_def().GetHashCode();

    /// <summary>As TensorFlow prints it: <c>ClusterSpec({'ps': ['localhost:2222']})</c>, tasks that have gaps by index.</summary>
    public override string ToString()
    {
        var jobs = _jobs.Select(job => $"'{job.Key}': " + (job_tasks(job.Key).Contains(null)
            ? string.Create(CultureInfo.InvariantCulture, $"{{{string.Join(", ", job.Value.Select(t => $"{t.Key}: '{t.Value}'"))}}}")
            : $"[{string.Join(", ", job.Value.Values.Select(address => $"'{address}'"))}]"));
        return $"ClusterSpec({{{string.Join(", ", jobs)}}})";
    }

    private const string Example = """{"ps": ["localhost:2222"], "worker": ["localhost:2223", "localhost:2224"]}""";

    private static IEnumerable<KeyValuePair<int, string>> Tasks(JsonProperty job) => job.Value.ValueKind switch
    {
        JsonValueKind.Array => job.Value.EnumerateArray().Select((address, task) => KeyValuePair.Create(task, Address(job.Name, address))),
        JsonValueKind.Object => job.Value.EnumerateObject().Select(task => KeyValuePair.Create(
            int.TryParse(task.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index
                : throw new ValueError($"The tasks of job '{job.Name}' are called by their indices, but one is called '{task.Name}'."),
            Address(job.Name, task.Value))),
        _ => throw new ValueError($"The tasks for job '{job.Name}' must be a list or a dictionary from integers to strings, but are {Kind(job.Value)}. A cluster looks like {Example}."),
    };

    private static string Address(string job, JsonElement address) => address.ValueKind == JsonValueKind.String
        ? address.GetString()!
        : throw new ValueError($"The address of a task of job '{job}' is {Kind(address)} and no text such as \"localhost:2222\".");

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text \"{element.GetString()}\"",
        _ => $"{element.GetRawText()}",
    };

    private static string Text<T>(IEnumerable<T> names) => string.Join(", ", names) is { Length: > 0 } text ? text : "none";

    private void Add(string job, IEnumerable<KeyValuePair<int, string>> tasks)
    {
        var own = _jobs[job] = [];
        foreach (var (task, address) in tasks)
        {
            if (task < 0) throw new ValueError(string.Create(CultureInfo.InvariantCulture, $"A task of job '{job}' has the index {task}; indices begin at 0."));
            if (string.IsNullOrEmpty(address)) throw new ValueError(string.Create(CultureInfo.InvariantCulture, $"Task {task} of job '{job}' has no address; write host:port."));
            own[task] = address;
        }
    }

    private SortedDictionary<int, string> Job(string name) =>
        _jobs.GetValueOrDefault(name) ?? throw new ValueError($"No such job in cluster: '{name}'; its jobs are {Text(_jobs.Keys)}.");
}
