using System.Text.Json.Nodes;
using Tensorflow.Keras.Engine;
using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras.Models;

/// <summary>A functional model's configuration: its layers, and of each the calls (<c>inbound_nodes</c>) by the names of the layers they take from.</summary>
internal static class FunctionalConfig
{
    public static JsonObject Write(Functional model)
    {
        var network = model.Graph;
        var nodesOf = network.Layers.ToDictionary(l => l, l => l.InboundNodes.Where(network.Nodes.Contains).ToList());
        JsonArray Place(Tensor tensor, bool withArguments)
        {
            var note = TensorNote.Of(tensor)!;
            var place = new JsonArray(note.Node!.Layer.name, nodesOf[note.Node.Layer].IndexOf(note.Node), note.Index);
            if (withArguments) place.Add(new JsonObject());
            return place;
        }
        var layers = new JsonArray();
        foreach (var layer in network.Layers)
        {
            var form = layer.Serialize();
            form["name"] = layer.name;
            var calls = new JsonArray();
            foreach (var node in nodesOf[layer].Where(n => n.Inputs.Count > 0))
            {
                var call = new JsonArray();
                foreach (var input in node.Inputs) call.Add(Place(input, withArguments: true));
                var arguments = call[0]!.AsArray()[3]!.AsObject();
                foreach (var (name, tensors) in node.Named)
                    arguments[name] = tensors.Count == 1 ? Place(tensors[0], false) : new JsonArray([.. tensors.Select(t => Place(t, false))]);
                if (node.Training is { } training) arguments["training"] = training;
                calls.Add(call);
            }
            form["inbound_nodes"] = calls;
            layers.Add(form);
        }
        return new JsonObject
        {
            ["name"] = model.name,
            ["trainable"] = model.trainable,
            ["layers"] = layers,
            ["input_layers"] = new JsonArray([.. network.Inputs.Select(t => Place(t, false))]),
            ["output_layers"] = new JsonArray([.. network.Outputs.Select(t => Place(t, false))]),
        };
    }

    public static Functional Read(JsonObject config)
    {
        var made = new Dictionary<string, Layer>(StringComparer.Ordinal);
        var waiting = new List<(Layer Layer, JsonArray Call)>();
        // The outputs of each layer's calls, in the order of the configuration.
        var calls = new Dictionary<string, List<Tensors>>(StringComparer.Ordinal);
        foreach (var form in Required(config, "layers"))
        {
            var layer = Layer.Deserialize(form!);
            var name = form!["name"]?.GetValue<string>() ?? layer.name;
            made[name] = layer;
            calls[name] = layer is Layers.InputLayer ? [layer.InboundNodes[0].Outputs] : [];
            foreach (var call in form["inbound_nodes"]?.AsArray() ?? []) waiting.Add((layer, call!.AsArray()));
        }
        while (waiting.Count > 0)
        {
            var before = waiting.Count;
            // A layer's calls keep their order: one that cannot be made yet holds back the later ones.
            var blocked = new HashSet<Layer>();
            waiting.RemoveAll(w => !blocked.Contains(w.Layer) && (TryCall(w.Layer, w.Call, calls) || !blocked.Add(w.Layer)));
            if (waiting.Count == before)
                throw new ValueError($"The configuration's calls cannot be followed: '{waiting[0].Layer.name}' takes from {waiting[0].Call.ToJsonString()}, which no layer gives.");
        }
        Tensors Ends(string key) => new([.. AsList(Required(config, key)).Select(p => Find(p!.AsArray(), calls) ?? throw new ValueError($"The configuration's {key} name {p.ToJsonString()}, which no layer gives."))]);
        var model = new Functional(Ends("input_layers"), Ends("output_layers"), config["name"]?.GetValue<string>());
        if (config["trainable"] is JsonValue trainable && !trainable.GetValue<bool>()) model.trainable = false;
        return model;
    }

    private static JsonArray Required(JsonObject config, string key) => config[key] as JsonArray
        ?? throw new ValueError($"The configuration of a functional model has no list '{key}'.");

    // One place may stand alone: ["input_1", 0, 0].
    private static IEnumerable<JsonNode?> AsList(JsonArray places) => places.Count > 0 && places[0] is JsonValue ? new JsonNode?[] { places } : places;

    private static bool TryCall(Layer layer, JsonArray call, Dictionary<string, List<Tensors>> calls)
    {
        var inputs = new List<Tensor>();
        var named = new Dictionary<string, Tensors>(StringComparer.Ordinal);
        bool? training = null;
        foreach (var place in AsList(call))
        {
            if (Find(place!.AsArray(), calls) is not { } input) return false;
            inputs.Add(input);
            if (place.AsArray().Count < 4 || place[3] is not JsonObject arguments) continue;
            foreach (var (name, value) in arguments)
            {
                if (name == "training" && value is JsonValue flag) training = flag.GetValue<bool>();
                if (value is not JsonArray list) continue;
                var found = AsList(list).Select(p => Find(p!.AsArray(), calls)).ToArray();
                if (found.Contains(null)) return false;
                named[name] = new Tensors(found!);
            }
        }
        calls[layer.name].Add(layer.Apply(new Tensors([.. inputs]), named, training: training));
        return true;
    }

    private static Tensor? Find(JsonArray place, Dictionary<string, List<Tensors>> calls)
    {
        var name = place[0]!.GetValue<string>();
        if (!calls.TryGetValue(name, out var made)) throw new ValueError($"The configuration takes a tensor from the layer '{name}', which it does not have.{(NearestName.Find(name, calls.Keys) is { } near ? $" Did you mean '{near}'?" : "")}");
        var node = (int)ConfigValues.Number(place[1]!);
        return node < made.Count ? made[node][(int)ConfigValues.Number(place[2]!)] : null;
    }
}
