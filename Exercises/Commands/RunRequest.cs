using TfExercises.Cluster;

namespace TfExercises.Commands;

/// <summary>What a run is asked besides its settings.</summary>
/// <param name="Seed">Of np.random and tf.set_random_seed; null for a seed that differs from run to run.</param>
/// <param name="Try">The name of the try, for the result.</param>
/// <param name="DataDirectory">The four IDX files; null for the carried images.</param>
/// <param name="OutDirectory">Where result.json and the plots go; null for nowhere.</param>
/// <param name="Cluster">The place of this process in a cluster; null for a run alone.</param>
/// <param name="Load">The checkpoint from which the training goes on; null for none.</param>
/// <param name="Save">Where the training is saved; null for nowhere.</param>
sealed record RunRequest(int? Seed, string? Try, string Engine, string? DataDirectory, string? OutDirectory, ClusterPlace? Cluster = null, string? Load = null, string? Save = null);
