using System.Net;
using Microsoft.AspNetCore.Http;

namespace Streaming.Server.Host.Http;

/// <summary>Who may see and end other people's sessions: somebody on this machine, and nobody else.</summary>
internal sealed class AdminAccess : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsAllowed(context.HttpContext)
            ? await next(context)
            : Problems.Forbidden("only this machine may administer: ask from the server itself, at http://localhost");

    internal static bool IsAllowed(HttpContext context)
    {
        ConnectionInfo connection = context.Connection;
        if (connection.RemoteIpAddress is not { } remote)
            return false;
        if (!IPAddress.IsLoopback(Plain(remote)) && !remote.Equals(connection.LocalIpAddress))
            return false;

        // A proxy on this machine speaks for others.
        IHeaderDictionary headers = context.Request.Headers;
        if (headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded"))
            return false;

        // So does a browser on this machine for the page it shows: one from elsewhere names itself in Origin, and one that made its own
        // name resolve to this machine (DNS rebinding) gives itself away by that name in Host.
        string host = context.Request.Host.Host;
        bool isOwnName = host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _);
        string? origin = headers.Origin;
        return isOwnName && (origin is null || origin == $"{context.Request.Scheme}://{context.Request.Host}");
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
