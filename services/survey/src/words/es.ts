import type { Words } from './words.ts';

export const es: Words = {
  pageOf: (page, pages) => `Página ${page} de ${pages}`,
  problems: (count) => (count === 1 ? 'Revise una respuesta' : `Revise ${count} respuestas`),
  errorPrefix: 'Error: ',
  required: 'obligatorio',
  moreQuestions: 'Gracias. Su respuesta lleva a algo más, aquí abajo.',
  languages: 'Idioma',
  otherAnswer: 'Su propia respuesta',
  choose: 'Elegir…',
  tooLong: (maximum) => `Use como máximo ${maximum} caracteres.`,
  notANumber: 'Escriba un número.',
  notADate: 'Escriba una fecha u hora válida.',
  thanks: 'Sus respuestas están guardadas. Puede cerrar esta página.',
  alreadyAnswered: {
    title: 'Ya ha respondido',
    text: 'Gracias: sus respuestas a esta encuesta están guardadas. No hay nada más que hacer.',
  },
  notFound: {
    title: 'Este enlace no funciona',
    text: 'Ninguna encuesta corresponde a esta dirección. Abra de nuevo el enlace de su mensaje o copie la dirección completa.',
  },
  expired: {
    title: 'Este enlace ha caducado',
    text: 'El plazo para responder ha terminado. Si aún quiere decirnos algo, responda a quien le envió el enlace.',
  },
  revoked: {
    title: 'Este enlace ya no es válido',
    text: 'Lo retiró quien lo envió. Si cree que es un error, responda al mensaje que contenía el enlace.',
  },
  paused: {
    title: 'Esta encuesta está en pausa',
    text: 'De momento no se aceptan respuestas. Su enlace sigue siendo válido: inténtelo más tarde.',
  },
  closed: {
    title: 'Esta encuesta está cerrada',
    text: 'Ya no se aceptan respuestas. Gracias por su interés.',
  },
  tooLarge: {
    title: 'El texto es demasiado largo',
    text: 'Sus respuestas en esta página son demasiado largas para guardarlas. Vuelva atrás y acórtelas.',
  },
  cannotOpen: {
    title: 'La encuesta no se puede abrir en este momento',
    text: 'Inténtelo de nuevo dentro de un minuto. Su enlace sigue siendo válido.',
  },
  failed: {
    title: 'No se han podido guardar sus respuestas en este momento',
    text: 'Lo que ha respondido sigue aquí: envíelo de nuevo dentro de un minuto. Las respuestas de páginas anteriores están a salvo.',
  },
  sendAgain: 'Enviar de nuevo',
  preview: 'Vista previa con datos de ejemplo. No se guarda nada.',
  previewGone: {
    title: 'Esta vista previa ha terminado',
    text: 'Las vistas previas duran poco. Abra otra desde la encuesta en la consola.',
  },
  previewNothingToShow: {
    title: 'Todavía no hay nada que mostrar',
    text: 'Esta encuesta no tiene ninguna pregunta visible. Añada una y ábrala de nuevo.',
  },
  previewLeftOut: (names) => `No se muestra, porque la página no admite este tipo de pregunta: ${names}.`,
  previewAgain: 'Empezar de nuevo la vista previa',
  optOut: {
    email: {
      title: '¿Dejar de recibir encuestas por correo?',
      text: 'No recibirá más encuestas nuestras por correo electrónico.',
      confirm: 'No recibir más correos',
      already: { title: 'Ya se ha dado de baja', text: 'No le enviamos encuestas por correo electrónico.' },
    },
    sms: {
      title: '¿Dejar de recibir encuestas por SMS?',
      text: 'No recibirá más encuestas nuestras por SMS.',
      confirm: 'No recibir más SMS',
      already: { title: 'Ya se ha dado de baja', text: 'No le enviamos encuestas por SMS.' },
    },
    done: { title: 'Hecho: no más encuestas', text: 'Su deseo queda anotado y tiene efecto inmediato.' },
    undo: 'Quiero volver a recibir encuestas',
    undone: { title: 'Nos alegra su vuelta', text: 'Volverá a recibir encuestas.' },
    again: 'Dejar de recibirlas',
    failed: {
      title: 'No es posible en este momento',
      text: 'No ha cambiado nada. Inténtelo de nuevo dentro de un minuto.',
    },
  },
};
