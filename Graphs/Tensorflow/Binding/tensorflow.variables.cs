using Tensorflow.Ops;

namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>For <c>tf.variable_scope(reuse: tf.AUTO_REUSE)</c>: a variable is taken if it exists, else made.</summary>
    public VariableReuse AUTO_REUSE => VariableReuse.Auto;

    /// <summary>
    /// The variable of this name in the current variable scope: made, or taken where the scope says so.
    /// </summary>
    /// <param name="name">The name below the scope's.</param>
    /// <param name="shape">The shape, fully defined for a new variable.</param>
    /// <param name="dtype">The type; the scope's (float32) unless given.</param>
    /// <param name="initializer">What builds the initial value; the scope's, else Glorot's uniform (zeros for integers) unless given.</param>
    /// <param name="regularizer">Makes a loss of the variable, which goes into the collection REGULARIZATION_LOSSES.</param>
    /// <param name="trainable">True to let optimizers change it.</param>
    /// <param name="collections">Collections to add it to; GLOBAL_VARIABLES unless given.</param>
    /// <param name="validate_shape">False to accept an initial value of unknown shape.</param>
    /// <param name="use_resource">True for a <see cref="ResourceVariable"/>; the scope's unless given, else as <see cref="enable_resource_variables"/> says.</param>
    /// <exception cref="ValueError">The variable exists and the scope does not reuse, or it must exist and does not, or shape or type differ.</exception>
    public RefVariable get_variable(string name, Shape? shape = null, TF_DataType dtype = TF_DataType.DtInvalid, Initializer? initializer = null,
        Func<Tensor, Tensor?>? regularizer = null, bool trainable = true, IEnumerable<string>? collections = null, bool validate_shape = true, bool? use_resource = null) =>
        VariableGetter.Get(get_variable_scope(), name, shape, dtype, initializer, default, regularizer, trainable, collections, validate_shape, use_resource);

    /// <summary>The same with a value to begin with, which gives the shape.</summary>
    public RefVariable get_variable(string name, TensorLike initializer, TF_DataType dtype = TF_DataType.DtInvalid,
        Func<Tensor, Tensor?>? regularizer = null, bool trainable = true, IEnumerable<string>? collections = null, bool validate_shape = true, bool? use_resource = null) =>
        VariableGetter.Get(get_variable_scope(), name, null, dtype, null, initializer, regularizer, trainable, collections, validate_shape, use_resource);

    /// <summary>
    /// As <see cref="get_variable(string, Shape?, TF_DataType, Initializer?, Func{Tensor, Tensor?}?, bool, IEnumerable{string}?, bool, bool?)"/>,
    /// for a variable that is neither trained nor saved: it belongs to LOCAL_VARIABLES.
    /// </summary>
    public RefVariable get_local_variable(string name, Shape? shape = null, TF_DataType dtype = TF_DataType.DtInvalid, Initializer? initializer = null,
        Func<Tensor, Tensor?>? regularizer = null, IEnumerable<string>? collections = null, bool validate_shape = true, bool? use_resource = null) =>
        get_variable(name, shape, dtype, initializer, regularizer, trainable: false,
            [.. collections ?? [], Tensorflow.GraphKeys.LOCAL_VARIABLES], validate_shape, use_resource);

    /// <summary>What <see cref="enable_resource_variables"/> said, for the whole process.</summary>
    internal static bool ResourceVariablesByDefault { get; private set; }

    /// <summary>From here on variables are resource variables where neither they nor their scope say otherwise. Off unless called, as in TensorFlow 1.</summary>
    public void enable_resource_variables() => ResourceVariablesByDefault = true;

    /// <summary>From here on variables are references where neither they nor their scope say otherwise.</summary>
    public void disable_resource_variables() => ResourceVariablesByDefault = false;

    /// <summary>True after <see cref="enable_resource_variables"/>.</summary>
    public bool resource_variables_enabled() => ResourceVariablesByDefault;

    /// <summary>The variable scope that is open.</summary>
    public VariableScope get_variable_scope() => DefaultGraph.Current.VariableStore.Current;

    /// <summary>
    /// Opens a variable scope, and a name scope of the same name: variables of <see cref="get_variable(string, Shape?, TF_DataType, Initializer?, Func{Tensor, Tensor?}?, bool, IEnumerable{string}?, bool, bool?)"/>
    /// are called <c>name/...</c> there. Use with <c>tf_with</c> or <c>using</c>.
    /// </summary>
    /// <param name="name">The scope's name; null to take <paramref name="default_name"/> and make it unique.</param>
    /// <param name="default_name">The name where none is given.</param>
    /// <param name="initializer">The initializer of variables inside that name none.</param>
    /// <param name="regularizer">The regularizer of variables inside that name none.</param>
    /// <param name="reuse">True: variables must exist and are taken; <see cref="AUTO_REUSE"/>: taken or made. Inner scopes inherit it.</param>
    /// <param name="dtype">The type of variables inside that name none.</param>
    /// <param name="use_resource">Whether variables inside are resource variables where they do not say.</param>
    /// <param name="auxiliary_name_scope">False to open no name scope.</param>
    public VariableScope variable_scope(string? name, string? default_name = null, Initializer? initializer = null,
        Func<Tensor, Tensor?>? regularizer = null, VariableReuse? reuse = null, TF_DataType dtype = TF_DataType.DtInvalid, bool? use_resource = null, bool auxiliary_name_scope = true) =>
        DefaultGraph.Current.VariableStore.Open(DefaultGraph.Current, name, default_name, null, initializer, regularizer, reuse, dtype, auxiliary_name_scope, use_resource);

    /// <summary>Opens a variable scope again.</summary>
    public VariableScope variable_scope(VariableScope scope, Initializer? initializer = null, Func<Tensor, Tensor?>? regularizer = null,
        VariableReuse? reuse = null, TF_DataType dtype = TF_DataType.DtInvalid, bool? use_resource = null, bool auxiliary_name_scope = true) =>
        DefaultGraph.Current.VariableStore.Open(DefaultGraph.Current, null, null, scope, initializer, regularizer, reuse, dtype, auxiliary_name_scope, use_resource);

    /// <summary>All variables except local ones; with <paramref name="scope"/> those whose names begin with it.</summary>
    public List<RefVariable> global_variables(string? scope = null) => VariablesIn(Tensorflow.GraphKeys.GLOBAL_VARIABLES, scope);

    /// <summary>The older name of <see cref="global_variables"/>.</summary>
    public List<RefVariable> all_variables() => global_variables();

    /// <summary>The local variables: counters of metrics and the like, which are not saved.</summary>
    public List<RefVariable> local_variables(string? scope = null) => VariablesIn(Tensorflow.GraphKeys.LOCAL_VARIABLES, scope);

    /// <summary>The variables that optimizers change.</summary>
    public List<RefVariable> trainable_variables(string? scope = null) => VariablesIn(Tensorflow.GraphKeys.TRAINABLE_VARIABLES, scope);

    /// <summary>The variables that have moving averages.</summary>
    public List<RefVariable> moving_average_variables(string? scope = null) => VariablesIn(Tensorflow.GraphKeys.MOVING_AVERAGE_VARIABLES, scope);

    /// <summary>The variables of models.</summary>
    public List<RefVariable> model_variables(string? scope = null) => VariablesIn(Tensorflow.GraphKeys.MODEL_VARIABLES, scope);

    /// <summary>An operation that gives these variables their initial values.</summary>
    public Operation variables_initializer(IEnumerable<RefVariable> var_list, string name = "init") =>
        group([.. var_list.Select(v => (object)v.initializer)], name);

    /// <summary>An operation that gives all global variables their initial values.</summary>
    public Operation global_variables_initializer() => variables_initializer(global_variables());

    /// <summary>An operation that gives all local variables their initial values.</summary>
    public Operation local_variables_initializer() => variables_initializer(local_variables());

    /// <summary>The older name of <see cref="global_variables_initializer"/>.</summary>
    public Operation initialize_all_variables() => global_variables_initializer();

    /// <summary>The older name of <see cref="variables_initializer"/>.</summary>
    public Operation initialize_variables(IEnumerable<RefVariable> var_list, string name = "init") => variables_initializer(var_list, name);

    /// <summary>The older name of <see cref="local_variables_initializer"/>.</summary>
    public Operation initialize_local_variables() => local_variables_initializer();

    /// <summary>True (computed in a session) when the variable has a value.</summary>
    public Tensor is_variable_initialized(RefVariable variable) => OpBuilder.Apply("IsVariableInitialized", null, [variable]);

    /// <summary>The names (computed in a session) of the variables that have no value yet; the global and local ones unless given.</summary>
    public Tensor report_uninitialized_variables(IEnumerable<RefVariable>? var_list = null, string name = "report_uninitialized_variables")
    {
        var variables = (var_list ?? global_variables().Concat(local_variables())).ToArray();
        using var scope = DefaultGraph.Current.EnterScope(name);
        using var place = device("/cpu:0");
        if (variables.Length == 0) return constant(Array.Empty<string>(), @string);
        var initialized = Pack.Apply(Array.ConvertAll(variables, is_variable_initialized));
        var missing = OpBuilder.Apply("LogicalNot", null, [initialized]);
        var names = constant(Array.ConvertAll(variables, v => v.op.name));
        return boolean_mask(names, missing);
    }

    private static List<RefVariable> VariablesIn(string collection, string? scope) => DefaultGraph.Current.get_collection<RefVariable>(collection, scope);
}
