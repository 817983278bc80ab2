// A stock client: connects through negotiation, tells whatever it gets, one JSON line each, and ends after the message "bye".
import { HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

const [base, user] = process.argv.slice(2);
const tell = (what) => console.log(JSON.stringify(what));
const connection = new HubConnectionBuilder()
  .withUrl(`${base}/api`, { headers: { "x-chat-user": user } })
  .configureLogging(LogLevel.Error)
  .withAutomaticReconnect()
  .build();

const bye = new Promise((resolve) => connection.on("message", (message) => {
  tell({ message });
  if (message.Text === "bye") resolve();
}));
await connection.start();
tell({ result: await connection.invoke("say", "hello") });
tell({ error: await connection.invoke("nothing").catch((error) => error.message) });
tell({ ready: true });
await bye;
await connection.stop();
