using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using QuestDb.Configuration;
using QuestDb.Configuration.Values;
using QuestDb.Threading;
using QuestDb.Transport.WebSockets;

namespace QuestDb.Transport;

/// <summary>
/// Opens one connection on a thread of its own: name, TCP, TLS, upgrade. It needs no thread of the pool, whose threads may all wait
/// for delivery, and a step that does not end, such as a name server that is silent, holds nobody up who gives it up.
/// </summary>
internal sealed class ConnectionAttempt
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<QwpSocket> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Socket _socket = TcpConnection.NewSocket();
    private readonly ClientSettings _settings;
    private readonly SslClientAuthenticationOptions _tls;
    private readonly Endpoint _endpoint;
    private readonly QwpRoute _route;

    private ConnectionAttempt(ClientSettings settings, SslClientAuthenticationOptions tls, Endpoint endpoint, QwpRoute route)
    {
        _settings = settings;
        _tls = tls;
        _endpoint = endpoint;
        _route = route;
    }

    /// <summary>Ends when there is a connection, TLS included, or none.</summary>
    public Task Opened => _opened.Task;

    /// <summary>The upgraded connection.</summary>
    public Task<QwpSocket> Result => _result.Task;

    public static ConnectionAttempt Start(
        ClientSettings settings, SslClientAuthenticationOptions tls, Endpoint endpoint, QwpRoute route)
    {
        var attempt = new ConnectionAttempt(settings, tls, endpoint, route);
        OwnThread.Start($"QuestDb connect {endpoint}", attempt.Run);
        return attempt;
    }

    /// <summary>Ends the attempt, whatever it has come to.</summary>
    public void GiveUp()
    {
        if (!_result.TrySetCanceled() && _result.Task.IsCompletedSuccessfully) _result.Task.Result.Dispose();
        _socket.Dispose();
    }

    private void Run()
    {
        try
        {
            QwpSocket socket = Connect();
            if (!_result.TrySetResult(socket)) socket.Dispose();
        }
        catch (QuestDbException e)
        {
            Fail(e);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or ObjectDisposedException
            or InvalidOperationException or NotSupportedException)
        {
            Fail(QwpHandshake.Failed(_endpoint, e));
        }
        catch (Exception e)
        {
            Fail(new QuestDbException(ErrorCode.ConnectFailed, $"Can't connect to {_endpoint}: {e.Message}", e));
        }
    }

    private void Fail(QuestDbException e)
    {
        _socket.Dispose();
        // Who has given the attempt up does not look at its error any more.
        if (_result.TrySetException(e)) _ = _result.Task.Exception;
        _opened.TrySetResult();
    }

    private QwpSocket Connect()
    {
        _socket.Connect(_endpoint.Host, _endpoint.Port);
        Stream stream = new NetworkStream(_socket, ownsSocket: true);
        if (_settings.Tls.Enabled)
        {
            var tls = new SslStream(stream);
            tls.AuthenticateAsClient(_tls.For(_endpoint.Host));
            stream = tls;
        }

        _opened.TrySetResult();
        var request = new UpgradeRequest(_endpoint.ToString(), QwpHandshake.Path(_settings, _route));
        QwpHandshake.Prepare(request, _settings, _route);
        stream.Write(request.ToBytes());
        var socket = new QwpSocket(_socket, stream, _endpoint);
        UpgradeAnswer answer = socket.ReadAnswer() ?? throw QwpHandshake.NoHttp(_endpoint);
        if (answer.Status != UpgradeAnswer.SwitchingProtocols) throw QwpHandshake.Refused(answer, _endpoint, fault: null);
        if (request.Fault(answer) is { } fault) throw QwpHandshake.Refused(answer, _endpoint, fault);
        QwpHandshake.CheckVersion(answer, _endpoint, _settings);
        if (_route == QwpRoute.Ingest && _settings.Delivery.RequestDurableAck) QwpHandshake.CheckDurableAck(answer, _endpoint);
        socket.MaxBatchBytes = QwpHandshake.MaxBatchBytes(answer);
        return socket;
    }
}
