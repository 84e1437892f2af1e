namespace Coral.Lab.Crowd;

/// <summary>The outcome of a client's fetch.</summary>
public enum FetchOutcome
{
    /// <summary>The whole file came, and every byte of it is right.</summary>
    Right,

    /// <summary>A response came to its end in order, and is not the file.</summary>
    Wrong,

    /// <summary>The connection failed, or the node responded with an error.</summary>
    Failed,
}
