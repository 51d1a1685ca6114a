/** First and last names from many countries, drawn apart from each other. */
export const FIRST_NAMES = (
  'Marta Jonas Anna Priya Tomas Lena Oliver Mei Ines Daniel Ruth Sarah Mike Aiko Bilal Camila Dmitri Elif Farid Giulia Hanna Ibrahim Joao Katarzyna ' +
  'Lars Maren Nadia Omar Paula Quentin Rosa Samuel Thandi Ulrike Viktor Wen Ximena Yusuf Zofia Adaeze Bram Chiara Diego Esther Felix Greta Hugo Ilse ' +
  'Jamal Keiko Leila Mateo Noor Olga Pedro Rania Stefan Tuva Umar Valentina Wouter Yara Zainab Amara Benoit Claire Dag Emre Fiona Gareth Helene Ivan ' +
  'Judit Kwame Liam Monique Niamh Ondrej Pilar Rahul Sinead Tariq Ursula Vera Willem Yuki Anders Beatriz Cedric Delphine Eszter Francois Gita Henrik ' +
  'Irina Jorge Kofi Lucia Milan Nikhil Orla Petra Ravi Sabine Takumi Ayesha Bogdan Corinne Darius Elena Fatou Goran Hye-jin Isabel Julian Kirsten Lukas ' +
  'Minh Natalia Oskar Patrice Rohan Svenja Teodora Usha Vincent Wanjiru Yannick Alina Brendan Celeste Deniz Eamon Freya Gustavo Hiroshi Ingrid Jasper'
).split(' ')

export const LAST_NAMES = (
  'Kowalczyk Lindqvist Berg Raman Weber Fischer Grant Tanaka Moreau Cho Adeyemi Okafor Delaney Abebe Bianchi Costa Demir Eriksen Ferrari Gruber Haddad ' +
  'Ivanova Jansen Kaya Larsen Mbeki Novak Oyelaran Pereira Quinn Rossi Sandoval Tran Ueda Varga Wagner Xu Yilmaz Zimmermann Achterberg Banerjee Chaudhry ' +
  'Dubois Engel Farkas Gallagher Hosseini Iyer Jovanovic Kimura Lemaire Maguire Nkosi Obrecht Popescu Rahimi Schreiber Thorsen Urbano Vasquez Winther ' +
  'Yamada Zielinski Almeida Bergstrom Castellanos Diallo Eklund Fontaine Gunnarsson Hartmann Iwasaki Janssens Keller Laurent Mendes Nowak Osei Petrov ' +
  'Reinholt Silva Toivonen Usman Verhoeven Wolff Yeo Ziegler Andersson Baptiste Conti Dlamini Espinosa Fekete Gashi Holm Idris Jelinek Kruger Lombardi ' +
  'Mishra Nyberg Olsen Pham Reyes Sorensen Takahashi Ulrich Virtanen Wojcik Yoon Zanetti Aydin Brandt Cisse Dahl Estevez Falk Greco Hansen Ito Juhasz ' +
  'Karimi Lund Marino Nair Ortega Pettersson Rao Stanescu Teixeira Ugwu Vogel Walsh Yamamoto Zapata Arslan Boateng Cardoso Dvorak Ebert Flores Gupta'
).split(' ')
