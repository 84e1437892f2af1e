using Coral.Core.Network;
using Coral.Node.Identity;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Index;

/// <summary>Keeps the <see cref="ContactFile"/> of a data folder; without a folder it keeps nothing.</summary>
/// <remarks>
/// A disk that fails costs a restart its shortcut, nothing else: it is logged and not thrown. One caller at a time.
/// </remarks>
internal sealed partial class ContactStore(DataFolder? folder, ILogger<ContactStore> logger)
{
    private IReadOnlyList<NodeAddress> _saved = [];

    /// <summary>The addresses of the last run; none where there was none or its file is of no use.</summary>
    public IReadOnlyList<NodeAddress> Load()
    {
        var path = folder?.File(ContactFile.Name);
        if (path is null || !File.Exists(path))
        {
            return [];
        }

        try
        {
            using var stream = File.OpenRead(path);
            var buffer = new byte[ContactFile.MaxBytes + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (ContactFile.Read(buffer.AsSpan(0, length)) is { } addresses)
            {
                return addresses;
            }

            Log.Refused(logger, path);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            Log.LoadFailed(logger, path, ex);
        }

        return [];
    }

    /// <summary>
    /// Replaces what is kept, where it differs. An empty list changes nothing: who knows nobody now may have known
    /// somebody before.
    /// </summary>
    public void Save(IReadOnlyList<NodeAddress> addresses)
    {
        if (folder is null || addresses.Count == 0 || addresses.SequenceEqual(_saved))
        {
            return;
        }

        try
        {
            folder.Write(ContactFile.Name, ContactFile.Write(addresses));
            _saved = addresses;
            Log.Saved(logger, addresses.Count);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            Log.SaveFailed(logger, ex);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1720, LogLevel.Debug, "Saved {Count} contacts.", EventName = "ContactsSaved")]
        public static partial void Saved(ILogger logger, int count);

        [LoggerMessage(
            1721,
            LogLevel.Warning,
            "Cannot save the known contacts; the next start needs --join.",
            EventName = "ContactsNotSaved"
        )]
        public static partial void SaveFailed(ILogger logger, Exception exception);

        [LoggerMessage(
            1722,
            LogLevel.Warning,
            "Cannot read the known contacts from {Path}; continuing without them.",
            EventName = "ContactsNotRead"
        )]
        public static partial void LoadFailed(ILogger logger, string path, Exception exception);

        [LoggerMessage(
            1723,
            LogLevel.Warning,
            "The contacts in {Path} are damaged or from another version; continuing without them.",
            EventName = "ContactsRefused"
        )]
        public static partial void Refused(ILogger logger, string path);
    }
}
