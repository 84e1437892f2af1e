namespace Coral.Node.Logging;

/// <summary>The format of a line of the log.</summary>
public enum LogFormat
{
    /// <summary>One line an event, for people.</summary>
    Text,

    /// <summary>One JSON object a line, for programs.</summary>
    Json,
}
