namespace Coral.Node.Options;

/// <summary>How the log is written.</summary>
public enum LogFormat
{
    /// <summary>One line an event, for people.</summary>
    Text,

    /// <summary>One JSON object a line, for programs.</summary>
    Json,
}
