using Tensorflow.MetaGraphs;

namespace Tensorflow;

public sealed partial class TrainApi
{
    /// <summary>A graph with its collections (variables, losses, ...) as a message, also written to a file if one is named.</summary>
    /// <param name="filename">The file; null for none.</param>
    /// <param name="meta_info_def">What shall be said of it.</param>
    /// <param name="graph_def">The operations; null for those of the graph.</param>
    /// <param name="saver_def">What saves its variables.</param>
    /// <param name="collection_list">The collections to write; null for all. Things that have no place in a message are left out.</param>
    /// <param name="as_text">True for text, false for the binary form.</param>
    /// <param name="graph">The graph; null for the default one.</param>
    /// <param name="export_scope">Only what is in this scope, without it in the names.</param>
    /// <param name="clear_devices">True to leave devices out.</param>
    /// <param name="clear_extraneous_savers">True to leave out savers other than <paramref name="saver_def"/>.</param>
    /// <param name="strip_default_attrs">True to leave attributes out that have their default, so that older programs read it.</param>
    public MetaGraphDef export_meta_graph(string? filename = null, MetaGraphDef.Types.MetaInfoDef? meta_info_def = null, GraphDef? graph_def = null, SaverDef? saver_def = null,
        IEnumerable<string>? collection_list = null, bool as_text = false, Graph? graph = null, string? export_scope = null, bool clear_devices = false,
        bool clear_extraneous_savers = false, bool strip_default_attrs = false)
    {
        var source = graph ?? DefaultGraph.Current;
        var nodes = graph_def?.Clone() ?? source.as_graph_def(add_shapes: true);
        var meta = MetaGraphWriter.Write(source, nodes, saver_def, meta_info_def, collection_list, strip_default_attrs);
        if (clear_extraneous_savers) meta.CollectionDef.Remove(GraphKeys.SAVERS);
        if (!string.IsNullOrEmpty(export_scope)) MetaGraphScope.Restrict(meta, export_scope);
        if (clear_devices)
        {
            foreach (var node in nodes.Node) node.Device = "";
        }
        if (filename is not null) MetaGraphWriter.ToFile(meta, filename, as_text);
        return meta;
    }

    /// <summary>Adds the graph of a file to the default graph, with its collections, and gives the saver that restores its variables.</summary>
    /// <param name="meta_graph_or_file">What <c>saver.save</c> or <see cref="export_meta_graph"/> wrote, here or in Python.</param>
    /// <param name="clear_devices">True to forget devices.</param>
    /// <param name="import_scope">The scope for the names; null for none.</param>
    /// <param name="input_map">Tensors of the default graph to use in place of tensors of the file, by name (<c>x:0</c>).</param>
    /// <returns>The saver; null where the graph has no variables.</returns>
    /// <exception cref="NotFoundError">There is no such file.</exception>
    /// <exception cref="DataLossError">The file holds no graph.</exception>
    public Saver? import_meta_graph(string meta_graph_or_file, bool clear_devices = false, string? import_scope = null, IReadOnlyDictionary<string, Tensor>? input_map = null) =>
        import_meta_graph(MetaGraphWriter.FromFile(meta_graph_or_file), clear_devices, import_scope, input_map);

    /// <summary>As the other overload, for a message.</summary>
    /// <inheritdoc cref="import_meta_graph(string, bool, string, IReadOnlyDictionary{string, Tensor})"/>
    public Saver? import_meta_graph(MetaGraphDef meta_graph_or_file, bool clear_devices = false, string? import_scope = null, IReadOnlyDictionary<string, Tensor>? input_map = null)
    {
        var scope = MetaGraphReader.Import(DefaultGraph.Current, meta_graph_or_file, clear_devices, import_scope, input_map);
        if (meta_graph_or_file.SaverDef is { } saver) return Tensorflow.Saver.from_proto(saver, scope);
        return Binding.tf.global_variables(scope.Length == 0 ? null : scope + "/").Count > 0 ? Saver() : null;
    }
}
