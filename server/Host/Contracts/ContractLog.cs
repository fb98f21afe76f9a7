using Microsoft.Extensions.Logging;
using Streaming.Qos.Monitoring;

namespace Streaming.Server.Host.Contracts;

/// <summary>What is said about contracts, one line per event. Ids 200 – 219.</summary>
internal static partial class ContractLog
{
    [LoggerMessage(200, LogLevel.Information, "[session {Session}] from {Before} to {Point}: {Reason}")]
    public static partial void Moved(ILogger log, string session, string before, string point, string reason);

    [LoggerMessage(201, LogLevel.Warning, "[session {Session}] {Violation}")]
    public static partial void Violated(ILogger log, string session, Violation violation);

    [LoggerMessage(202, LogLevel.Information, "[session {Session}] {Violation}")]
    public static partial void KeptAgain(ILogger log, string session, Violation violation);

    [LoggerMessage(203, LogLevel.Information, "[session {Session}] {Verdict}")]
    public static partial void Judged(ILogger log, string session, Verdict verdict);

    [LoggerMessage(204, LogLevel.Information, "link {Link} carries {Rate} from now on")]
    public static partial void LinkChanged(ILogger log, string link, BitRate rate);

    [LoggerMessage(205, LogLevel.Error, "what was changed by the API cannot be kept in {File}: {Why}")]
    public static partial void NotKept(ILogger log, string file, string why);

    [LoggerMessage(206, LogLevel.Error, "{File} cannot be read, so that changes made by the API before are lost: {Why}")]
    public static partial void NotRead(ILogger log, string file, string why);
}
