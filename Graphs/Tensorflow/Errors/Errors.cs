namespace Tensorflow;

/// <summary>Base of every error that this library throws on purpose.</summary>
public class TensorflowException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A value that a call cannot work with (Python's ValueError).</summary>
public class ValueError(string message, Exception? inner = null) : TensorflowException(message, inner);

/// <summary>A value of the wrong type (Python's TypeError).</summary>
public class TypeError(string message, Exception? inner = null) : TensorflowException(message, inner);

/// <summary>A name that is not there (Python's KeyError).</summary>
public class KeyError(string message, Exception? inner = null) : TensorflowException(message, inner);

/// <summary>A call at the wrong moment, such as on a closed session (Python's RuntimeError).</summary>
public class RuntimeError(string message, Exception? inner = null) : TensorflowException(message, inner);

/// <summary>A gradient was asked through an operation that has none (Python's LookupError).</summary>
public class LookupError(string message, Exception? inner = null) : TensorflowException(message, inner);

/// <summary>The engine asked for cannot be used here: it is not part of the program, or its library is missing or does not fit.</summary>
public class EngineUnavailableError(string message, Exception? inner = null) : TensorflowException(message, inner);

/// <summary>Base of the errors of tf.errors: something went wrong while an operation was built or run.</summary>
public abstract class OpError(string message, Operation? op, Exception? inner = null)
    : TensorflowException(op is null ? message : $"{message}\n\t [[node {op.name} ({op.type}), defined at {op.DefinedAt}]]", inner)
{
    /// <summary>The operation that failed, if one did.</summary>
    public Operation? op { get; } = op;

    /// <summary>The message without the place.</summary>
    public string message { get; } = message;

    /// <summary>The same error, told with the operation that it came from.</summary>
    internal abstract OpError At(Operation op);
}

/// <summary>An argument of an operation is wrong, whatever the state of the session (tf.errors.InvalidArgumentError).</summary>
public class InvalidArgumentError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new InvalidArgumentError(message, op, this);
}

/// <summary>The session is not in the state that the operation needs, such as a variable without a value (tf.errors.FailedPreconditionError).</summary>
public class FailedPreconditionError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new FailedPreconditionError(message, op, this);
}

/// <summary>Something asked for is not there (tf.errors.NotFoundError).</summary>
public class NotFoundError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new NotFoundError(message, op, this);
}

/// <summary>An index lies outside its range (tf.errors.OutOfRangeError).</summary>
public class OutOfRangeError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new OutOfRangeError(message, op, this);
}

/// <summary>The operation, or this type for it, does not exist on the engine (tf.errors.UnimplementedError).</summary>
public class UnimplementedError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new UnimplementedError(message, op, this);
}

/// <summary>The engine contradicts itself: a defect of this library (tf.errors.InternalError).</summary>
public class InternalError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new InternalError(message, op, this);
}

/// <summary>The run was cancelled or the session closed under it (tf.errors.CancelledError).</summary>
public class CancelledError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new CancelledError(message, op, this);
}

/// <summary>A value is lost or unreadable (tf.errors.DataLossError).</summary>
public class DataLossError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new DataLossError(message, op, this);
}

/// <summary>Something failed that TensorFlow does not classify (tf.errors.UnknownError).</summary>
public class UnknownError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new UnknownError(message, op, this);
}

/// <summary>The run took longer than it may (tf.errors.DeadlineExceededError).</summary>
public class DeadlineExceededError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new DeadlineExceededError(message, op, this);
}

/// <summary>Something to be made is there already (tf.errors.AlreadyExistsError).</summary>
public class AlreadyExistsError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new AlreadyExistsError(message, op, this);
}

/// <summary>The program may not do this (tf.errors.PermissionDeniedError).</summary>
public class PermissionDeniedError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new PermissionDeniedError(message, op, this);
}

/// <summary>Memory or another resource ran out (tf.errors.ResourceExhaustedError).</summary>
public class ResourceExhaustedError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new ResourceExhaustedError(message, op, this);
}

/// <summary>The operation was given up, such as after a conflict or the restart of a server (tf.errors.AbortedError).</summary>
public class AbortedError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new AbortedError(message, op, this);
}

/// <summary>A server cannot be reached now (tf.errors.UnavailableError).</summary>
public class UnavailableError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new UnavailableError(message, op, this);
}

/// <summary>The caller has not said who it is (tf.errors.UnauthenticatedError).</summary>
public class UnauthenticatedError(string message, Operation? op = null, Exception? inner = null) : OpError(message, op, inner)
{
    internal override OpError At(Operation op) => new UnauthenticatedError(message, op, this);
}
